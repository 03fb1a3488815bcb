#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "privacy/microdata/rebuild.h"
#include "privacy/microdata/recoded.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gdcs_status find(const gdcs_frame *frame, const char *name, int wants_text, int64_t *index,
                        gdcs_column *c, gdcs_error *err)
{
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(name, "column", err));
    *index = gdcs_frame_find(frame, name);
    if (*index < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "column", "there is no column \"%s\"", name);
    c->struct_size = sizeof *c;
    TRY(gdcs_frame_get(frame, *index, c, err));
    if ((c->type == GDCS_TYPE_TEXT) != wants_text)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "column", "column \"%s\" is %s", name,
                           wants_text ? "no text" : "a text");
    return GDCS_OK;
}

/* The word of `from` that the column does not have. */
static gdcs_status fail_word(const gdcs_column *c, const char *const *from, gdcs_error *err)
{
    for (;; from++) {
        int64_t w = 0;
        while (w < c->word_count && strcmp(c->words[w], *from) != 0)
            w++;
        if (w == c->word_count)
            return gdcs_i_fail(err, GDCS_E_NAME, "from", "the column has no word \"%s\"", *from);
    }
}

/* What each word becomes. */
static gdcs_status rename_words(const gdcs_column *c, const char *const *from,
                                const char *const *to, int64_t n, const char **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *named = NULL;
    int64_t found = 0;
    int32_t code = 0;
    GO(gdcs_i_pool_new(&named, err));
    for (int64_t i = 0; i < n; i++) {
        GO(gdcs_i_need(from[i], "from", err));
        GO(gdcs_i_pool_add(named, from[i], strlen(from[i]), &code, err));
        if (code < i) {
            status = gdcs_i_fail(err, GDCS_E_DUPLICATE, "from", "\"%s\" is named twice", from[i]);
            goto done;
        }
    }
    for (int64_t w = 0; w < c->word_count; w++) {
        code = gdcs_i_pool_find(named, c->words[w], strlen(c->words[w]));
        out[w] = code < 0 ? c->words[w] : to[code];
        found += code >= 0;
    }
    if (found < n)
        status = fail_word(c, from, err);
done:
    gdcs_i_pool_free(named);
    return status;
}

gdcs_status gdcs_i_recoded_open(gdcs_i_recoded *r, int64_t n, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof *r->codes, err));
    r->codes = memory;
    return gdcs_i_pool_new(&r->words, err);
}

void gdcs_i_recoded_close(gdcs_i_recoded *r, const gdcs_column *like, int64_t n)
{
    r->column = gdcs_i_column_like(like, n);
    r->column.type = GDCS_TYPE_TEXT;
    r->column.codes = r->codes;
    r->column.words = gdcs_i_pool_texts(r->words);
    r->column.word_count = gdcs_i_pool_count(r->words);
}

gdcs_status gdcs_i_recoded_new(const gdcs_column *c, const char *const *words, gdcs_i_recoded *out,
                               gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_recoded r = {.words = NULL};
    void *memory = NULL;
    int32_t *code = NULL;
    GO(gdcs_i_alloc(&memory, c->word_count, sizeof *code, err));
    code = memory;
    GO(gdcs_i_recoded_open(&r, c->rows, err));
    for (int64_t w = 0; w < c->word_count; w++) {
        code[w] = -1;
        if (words[w] != NULL)
            GO(gdcs_i_pool_add(r.words, words[w], strlen(words[w]), &code[w], err));
    }
    for (int64_t i = 0; i < c->rows; i++)
        r.codes[i] = c->codes[i] < 0 ? -1 : code[c->codes[i]];
    gdcs_i_recoded_close(&r, c, c->rows);
    *out = r;
    r = (gdcs_i_recoded){.words = NULL};
done:
    free(code);
    gdcs_i_recoded_free(&r);
    return status;
}

void gdcs_i_recoded_free(gdcs_i_recoded *r)
{
    gdcs_i_pool_free(r->words);
    free(r->codes);
    *r = (gdcs_i_recoded){.words = NULL};
}

static gdcs_status check_utf8(const char *const *texts, int64_t n, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++)
        if (texts[i] != NULL && gdcs_i_utf8_valid(texts[i], strlen(texts[i])) < strlen(texts[i]))
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, "to", "a text is not UTF-8");
    return GDCS_OK;
}

gdcs_status gdcs_microdata_collapse(const gdcs_frame *frame, const char *column,
                                    const char *const *from, const char *const *to, int64_t n,
                                    gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_column c;
    gdcs_i_recoded recoded = {.words = NULL};
    void *memory = NULL;
    int64_t index = 0;
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(find(frame, column, 1, &index, &c, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%lld words", (long long)n);
    if (n > 0) {
        TRY(gdcs_i_need((const void *)from, "from", err));
        TRY(gdcs_i_need((const void *)to, "to", err));
    }
    TRY(check_utf8(to, n, err));
    TRY(gdcs_i_alloc(&memory, c.word_count, sizeof(char *), err));
    const char **words = memory;
    GO(rename_words(&c, from, to, n, words, err));
    GO(gdcs_i_recoded_new(&c, words, &recoded, err));
    status = gdcs_i_rebuild_one(frame, index, &recoded.column, out, err);
done:
    free(words);
    gdcs_i_recoded_free(&recoded);
    return status;
}

static double number_at(const gdcs_column *c, int64_t row)
{
    if (c->type == GDCS_TYPE_DOUBLE)
        return c->doubles[row];
    return c->integers[row] == INT64_MIN ? NAN : (double)c->integers[row];
}

int gdcs_i_column_is_whole(const gdcs_column *c)
{
    for (int64_t i = 0; c->type == GDCS_TYPE_DOUBLE && i < c->rows; i++)
        if (isfinite(c->doubles[i]) && c->doubles[i] != floor(c->doubles[i]))
            return 0;
    return 1;
}

void gdcs_i_band_name(double from, double to, int is_whole, char out[GDCS_I_BAND_SIZE])
{
    char low[GDCS_I_NUMBER_SIZE], high[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(from, low);
    gdcs_i_format_double(is_whole ? to - 1.0 : to, high);
    if (isinf(from)) {
        gdcs_i_format_double(to, high);
        snprintf(out, GDCS_I_BAND_SIZE, "<%s", high);
    } else if (isinf(to)) {
        snprintf(out, GDCS_I_BAND_SIZE, "%s+", low);
    } else if (is_whole && to - from == 1.0) {
        snprintf(out, GDCS_I_BAND_SIZE, "%s", low);
    } else {
        snprintf(out, GDCS_I_BAND_SIZE, is_whole ? "%s-%s" : "%s-<%s", low, high);
    }
}

static gdcs_status check_breaks(const double *breaks, int64_t n, int *is_whole, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        if (!isfinite(breaks[i]) || (i > 0 && !(breaks[i] > breaks[i - 1])))
            return gdcs_i_fail_at(err, GDCS_E_ARGUMENT, i + 1, 0, "breaks",
                                  "breaks are not finite and rising");
        *is_whole &= breaks[i] == floor(breaks[i]) && fabs(breaks[i]) <= 0x1p53;
    }
    return GDCS_OK;
}

/* The number of breaks at or below x. */
static int32_t band_of(const double *breaks, int64_t n, double x)
{
    int64_t low = 0, high = n;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (breaks[middle] <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return (int32_t)low;
}

static gdcs_status band(const gdcs_frame *frame, int64_t index, const gdcs_column *c,
                        const double *breaks, int64_t n, int is_whole, gdcs_frame **out,
                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *names = NULL, *words = NULL, *codes = NULL;
    GO(gdcs_i_alloc(&names, n + 1, GDCS_I_BAND_SIZE, err));
    GO(gdcs_i_alloc(&words, n + 1, sizeof(char *), err));
    GO(gdcs_i_alloc(&codes, c->rows, sizeof(int32_t), err));
    for (int64_t i = 0; i <= n; i++) {
        char *name = (char *)names + i * GDCS_I_BAND_SIZE;
        gdcs_i_band_name(i > 0 ? breaks[i - 1] : -INFINITY, i < n ? breaks[i] : INFINITY, is_whole,
                         name);
        ((const char **)words)[i] = name;
    }
    for (int64_t i = 0; i < c->rows; i++) {
        const double x = number_at(c, i);
        ((int32_t *)codes)[i] = isnan(x) ? -1 : band_of(breaks, n, x);
    }
    gdcs_column made = gdcs_i_column_like(c, c->rows);
    made.type = GDCS_TYPE_TEXT;
    made.codes = codes;
    made.words = words;
    made.word_count = n + 1;
    status = gdcs_i_rebuild_one(frame, index, &made, out, err);
done:
    free(names);
    free(words);
    free(codes);
    return status;
}

gdcs_status gdcs_microdata_collapse_bands(const gdcs_frame *frame, const char *column,
                                          const double *breaks, int64_t n, gdcs_frame **out,
                                          gdcs_error *err)
{
    gdcs_column c;
    int64_t index = 0;
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(find(frame, column, 0, &index, &c, err));
    TRY(gdcs_i_need(breaks, "breaks", err));
    if (n < 1 || n > INT32_MAX - 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%lld breaks", (long long)n);
    int is_whole = gdcs_i_column_is_whole(&c);
    TRY(check_breaks(breaks, n, &is_whole, err));
    return band(frame, index, &c, breaks, n, is_whole, out, err);
}

static gdcs_status check_ends(const gdcs_column *c, double lower, double upper, gdcs_error *err)
{
    const int is_integer = c->type == GDCS_TYPE_INT64;
    if (!(lower <= upper) || lower == INFINITY || upper == -INFINITY)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "lower",
                           "the lower end is not at most the upper one");
    if (is_integer && ((isfinite(lower) && (lower != floor(lower) || fabs(lower) > 0x1p53)) ||
                       (isfinite(upper) && (upper != floor(upper) || fabs(upper) > 0x1p53))))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "lower",
                           "an end of a column of whole numbers is not whole");
    return GDCS_OK;
}

gdcs_status gdcs_microdata_collapse_ends(const gdcs_frame *frame, const char *column, double lower,
                                         double upper, gdcs_frame **out, gdcs_error *err)
{
    gdcs_column c;
    void *values = NULL;
    int64_t index = 0;
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(find(frame, column, 0, &index, &c, err));
    TRY(check_ends(&c, lower, upper, err));
    TRY(gdcs_i_alloc(&values, c.rows, sizeof(double), err));
    for (int64_t i = 0; i < c.rows; i++) {
        const double x = number_at(&c, i);
        const double end = x < lower ? lower : x > upper ? upper : x;
        if (c.type == GDCS_TYPE_DOUBLE)
            ((double *)values)[i] = end;
        else
            ((int64_t *)values)[i] = end == x || isnan(x) ? c.integers[i] : (int64_t)end;
    }
    c.doubles = c.type == GDCS_TYPE_DOUBLE ? values : NULL;
    c.integers = c.type == GDCS_TYPE_DOUBLE ? NULL : values;
    const gdcs_status status = gdcs_i_rebuild_one(frame, index, &c, out, err);
    free(values);
    return status;
}
