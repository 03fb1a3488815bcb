/* Encoding first, since names are compared as text; then the header, since it says which columns are
   numbers; then the marks in them. */
#include "io/csv/detect.h"
#include "core/fail.h"
#include "io/csv/detect/parts.h"

gdcs_status gdcs_i_detect(gdcs_i_source *source, gdcs_i_plan *plan, gdcs_i_sentences *sentences,
                          gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_excerpt excerpt = {0};
    const char *raw = NULL;
    size_t size = 0;
    int whole = 0;
    TRY(gdcs_i_source_peek(source, GDCS_I_EXCERPT, &raw, &size, &whole, err));
    GO(gdcs_i_detect_encoding(raw, size, whole, plan, &excerpt, sentences, err));
    GO(gdcs_i_detect_header(&excerpt, plan, sentences, err));
    GO(gdcs_i_detect_numbers(&excerpt, plan, sentences, err));
done:
    gdcs_i_excerpt_free(&excerpt);
    return status;
}
