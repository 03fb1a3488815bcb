#include "io/sdmx/flags.h"
#include "data/cells.h"

#include <gdcs/codes.h>

static int find(int32_t list, const char *scheme, char letter, gdcs_code *out)
{
    const char text[2] = {letter, '\0'};
    const int32_t index = gdcs_codes_find(list, scheme, text);
    *out = (gdcs_code){.struct_size = sizeof *out};
    return index >= 0 && gdcs_codes_get(list, index, out, NULL) == GDCS_OK;
}

/* The lists differ by letters that the other does not have, never by what a letter means. */
static int take(char flag, gdcs_i_range *all, gdcs_i_flags *out)
{
    gdcs_code old, now, secret;
    const int in_old = find(GDCS_CODES_OBS_STATUS, "eurostat", flag, &old);
    const int in_new = find(GDCS_CODES_OBS_STATUS, "eurostat2025", flag, &now);
    gdcs_i_range one = gdcs_i_range_zero;
    if (!in_old && !in_new)
        return 0;
    if (in_old != in_new)
        out->lists |= in_old ? GDCS_I_FLAGS_OLD : GDCS_I_FLAGS_NEW;
    one.status = (in_new ? now : old).equivalent[0];
    if (find(GDCS_CODES_CONF_STATUS, "eurostat", flag, &secret))
        one.confidentiality = secret.equivalent[0];
    gdcs_i_range_add(all, &one);
    out->count++;
    return 1;
}

int gdcs_i_flags_take(const char *text, size_t size, gdcs_i_flags *out)
{
    gdcs_i_range all = gdcs_i_range_zero;
    *out = (gdcs_i_flags){.count = 0};
    for (size_t i = 0; i < size; i++)
        if (text[i] != ' ' && !take(text[i], &all, out))
            return 0;
    out->status = (char)(out->count > 0 ? all.status : 0);
    out->confidentiality = (char)(all.confidentiality != 'F' ? all.confidentiality : 0);
    return 1;
}

char gdcs_i_flags_confidentiality(char letter)
{
    gdcs_code code;
    return (char)(find(GDCS_CODES_CONF_STATUS, "eurostat2025", letter, &code) ? code.equivalent[0]
                                                                              : 0);
}

const char *gdcs_i_flags_text(char letter)
{
    static const char texts[26][2] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                      "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                      "S", "T", "U", "V", "W", "X", "Y", "Z"};
    return letter >= 'A' && letter <= 'Z' ? texts[letter - 'A'] : "";
}
