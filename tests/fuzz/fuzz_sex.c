/* The resolver of sex columns and the parsers of codes on any bytes: the first line is the heading, the
   second the language (if any), each further one a token. */
#include <gdcs/codes.h>
#include <gdcs/sex.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 4096, MOST = 70 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int right)
{
    if (!right)
        abort();
}

static void resolve(const char *header, const char *language, const char *const *tokens, int32_t n)
{
    int32_t codes[MOST];
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_sex_resolution out = {.struct_size = sizeof out};
    const gdcs_sex_resolve_options options = {.struct_size = sizeof options,
                                              .language = *language != '\0' ? language : NULL};
    if (gdcs_sex_resolve(header, tokens, n, &options, codes, &out, &err) != GDCS_OK) {
        check(err.message[0] != '\0' && memchr(err.message, 0, sizeof err.message) != NULL);
        return;
    }
    check(out.reason[0] != '\0' && memchr(out.reason, 0, sizeof out.reason) != NULL);
    for (int32_t i = 0; i < n; i++)
        check(codes[i] >= GDCS_SEX_FEMALE && codes[i] <= GDCS_SEX_TOTAL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[LARGEST + 1];
    const char *lines[MOST + 2] = {"", ""};
    int32_t n = 0;
    size = size < LARGEST ? size : LARGEST;
    memcpy(text, data, size);
    text[size] = '\0';
    for (char *at = text; at != NULL && n < MOST + 2; n++) {
        lines[n] = at;
        at = strchr(at, '\n');
        if (at != NULL)
            *at++ = '\0';
    }
    resolve(lines[0], lines[1], lines + 2, n > 2 ? n - 2 : 0);
    for (int32_t i = 0; i < n; i++) {
        gdcs_codes_iccs set = {.struct_size = sizeof set};
        gdcs_codes_age age;
        if (gdcs_codes_parse_iccs(lines[i], &set, NULL) == GDCS_OK)
            check(set.count >= 1 && set.count <= 64 && set.indexes[set.count - 1] < 320);
        if (gdcs_codes_parse_age(lines[i], &age, NULL) == GDCS_OK)
            check(age.youngest <= age.oldest);
    }
    return 0;
}
