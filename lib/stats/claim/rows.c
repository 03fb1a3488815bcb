#include "stats/claim/rows.h"
#include "core/fail.h"
#include "core/memory.h"
#include "stats/claim/definition.h"
#include "stats/quality/columns.h"

#include <math.h>
#include <stdlib.h>

enum { CLAIM_V1 = 112, OPTIONS_V1 = 16, DECIMALS = 9, NUMBERS = 6 };

static const double most_printed = 1e12, most_counted = 1e15;

gdcs_status gdcs_i_claim_open(const gdcs_claim_options *options, gdcs_i_claim_rows *rows,
                              gdcs_error *err)
{
    gdcs_claim_options *o = &rows->options;
    TRY(gdcs_i_take(o, sizeof *o, options, OPTIONS_V1, err));
    if (!(o->base >= 0.0 && o->base <= most_printed))
        return gdcs_i_fail(err, GDCS_E_OPTION, "base", "a base is 0 to 1e12");
    if (o->sensitivity < 0 || o->sensitivity > GDCS_SENSITIVITY_PROTECTED)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sensitivity", "%d is not a sensitivity",
                           (int)o->sensitivity);
    return GDCS_OK;
}

static int is_count(double x, double most)
{
    return isnan(x) || (x >= 0.0 && x <= most);
}

static int are_counts(const gdcs_sex_counts *n, double most)
{
    return is_count(n->women, most) && is_count(n->men, most) && is_count(n->other, most) &&
           is_count(n->unknown, most);
}

static int are_ordered(const gdcs_sex_counts *low, const gdcs_sex_counts *high)
{
    return !(low->women > high->women) && !(low->men > high->men) && !(low->other > high->other) &&
           !(low->unknown > high->unknown);
}

static int is_above_zero(double x)
{
    return isnan(x) || (x > 0.0 && x <= most_counted);
}

static gdcs_status check_printed(const gdcs_claim *c, int64_t row, gdcs_error *err)
{
    if (c->says < GDCS_CLAIM_IS || c->says > GDCS_CLAIM_BETWEEN)
        return gdcs_i_fail_at(err, GDCS_E_OPTION, row, 0, "says", "%d is not what a number says",
                              (int)c->says);
    if (c->decimals < 0 || c->decimals > DECIMALS)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "decimals", "%d decimals are not 0 to %d",
                              (int)c->decimals, (int)DECIMALS);
    if (!(fabs(c->printed) <= most_printed))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "printed",
                              "the printed number is not in [-1e12, 1e12]");
    if (c->says == GDCS_CLAIM_BETWEEN &&
        !(c->printed_to >= c->printed && c->printed_to <= most_printed))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "printed_to",
                              "the upper end is below the lower one, or above 1e12");
    return GDCS_OK;
}

static gdcs_status check_counts(const gdcs_claim *c, int64_t row, gdcs_error *err)
{
    if (!are_counts(&c->counts, most_counted))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "counts", "a count is not in [0, 1e15]");
    if (c->upper != NULL && (!are_counts(c->upper, INFINITY) || !are_ordered(&c->counts, c->upper)))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "upper",
                              "an upper limit of a count is below the lower one, or negative");
    if (!is_above_zero(c->population_women) || !is_above_zero(c->population_men) ||
        !is_above_zero(c->before))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "population",
                              "a population or the number before is not in (0, 1e15]");
    if (c->definition != NULL && gdcs_i_claim_find(c->definition) < 0)
        return gdcs_i_fail_at(err, GDCS_E_NAME, row, 0, "definition", "'%s' is not a definition",
                              c->definition);
    return GDCS_OK;
}

static gdcs_status append(gdcs_i_claim_rows *rows, const gdcs_i_claim_row *row, gdcs_error *err)
{
    void *memory = rows->row;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &rows->room, rows->count + 1, sizeof *rows->row, err);
    rows->row = memory;
    if (status == GDCS_OK)
        rows->row[rows->count++] = *row;
    return status;
}

gdcs_status gdcs_i_claim_add(gdcs_i_claim_rows *rows, const gdcs_claim *given, int64_t number,
                             gdcs_error *err)
{
    gdcs_claim c;
    const int64_t before = rows->count;
    TRY(gdcs_i_take(&c, sizeof c, given, CLAIM_V1, err));
    TRY(check_printed(&c, number, err));
    TRY(check_counts(&c, number, err));
    const int only = c.definition == NULL ? -1 : gdcs_i_claim_find(c.definition);
    gdcs_i_claim_row row = {.claim = number - 1, .says = c.says, .printed = c.printed};
    gdcs_i_claim_row nearest = row;
    nearest.definition = -1;
    nearest.exact.lower = nearest.exact.upper = nearest.verdict.difference = NAN;
    nearest.verdict.reproduces = "no";
    nearest.verdict.rounding = "";
    for (int d = 0; d < gdcs_i_claim_definitions(); d++) {
        row.exact = gdcs_i_claim_value(&c, d);
        const int tried = only < 0 ? !gdcs_i_claim_repeats(&c, d) : d == only;
        if (!tried || isnan(row.exact.lower))
            continue;
        row.definition = d;
        row.verdict = gdcs_i_claim_judge(&c, row.exact, rows->options.base);
        if (row.verdict.reproduces[0] != 'n')
            TRY(append(rows, &row, err));
        if (!(fabs(row.verdict.difference) >= fabs(nearest.verdict.difference)))
            nearest = row;
    }
    return rows->count > before ? GDCS_OK : append(rows, &nearest, err);
}

static double number_of(const gdcs_i_claim_row *row, int column)
{
    const double exact = row->exact.lower == row->exact.upper ? row->exact.lower : NAN;
    const double numbers[NUMBERS] = {
        (double)row->claim + 1.0, exact,        row->exact.lower,
        row->exact.upper,         row->printed, row->verdict.difference};
    return numbers[column];
}

static const char *text_of(const gdcs_i_claim_row *row, int column)
{
    static const char *const says[] = {"is", "up_to", "under", "at_least", "over", "between"};
    switch (column) {
    case 0: return row->definition < 0 ? "" : gdcs_i_claim_name(row->definition);
    case 1: return row->verdict.reproduces;
    case 2: return row->verdict.rounding;
    default: return says[row->says];
    }
}

/* Room for one column of any kind. */
struct buffer {
    double *number;
    const char **text;
    int32_t *code;
};

static gdcs_status add_number(const gdcs_i_claim_rows *rows, const struct buffer *b, int column,
                              int32_t kept, gdcs_frame *frame, gdcs_error *err)
{
    static const char *const names[NUMBERS] = {"claim",       "exact",   "exact_lower",
                                               "exact_upper", "printed", "difference"};
    for (int64_t i = 0; i < rows->count; i++)
        b->number[i] = number_of(&rows->row[i], column);
    return gdcs_i_columns_add_numbers(frame, names[column], GDCS_CONCEPT_NUMBER, kept, b->number,
                                      rows->count, err);
}

static gdcs_status add_text(const gdcs_i_claim_rows *rows, const struct buffer *b, int column,
                            int32_t kept, gdcs_frame *frame, gdcs_error *err)
{
    static const char *const names[] = {"definition", "reproduces", "rounding", "says"};
    for (int64_t i = 0; i < rows->count; i++)
        b->text[i] = text_of(&rows->row[i], column);
    return gdcs_i_columns_add_texts(frame, names[column],
                                    column == 0 ? GDCS_CONCEPT_MEASURE : GDCS_CONCEPT_GROUP, kept,
                                    b->text, rows->count, err);
}

static gdcs_status fill(const gdcs_i_claim_rows *rows, const gdcs_i_claim_key *keys,
                        int32_t key_count, int32_t kept, const struct buffer *b, gdcs_frame *frame,
                        gdcs_error *err)
{
    TRY(add_number(rows, b, 0, kept, frame, err));
    for (int32_t k = 0; k < key_count; k++) {
        for (int64_t i = 0; i < rows->count; i++)
            b->code[i] = keys[k].codes[rows->row[i].claim];
        TRY(gdcs_i_quality_add_labels(frame, NULL, &keys[k].axis, kept, b->code, rows->count, err));
    }
    for (int c = 0; c < 4; c++)
        TRY(add_text(rows, b, c, kept, frame, err));
    for (int c = 1; c < NUMBERS; c++)
        TRY(add_number(rows, b, c, kept, frame, err));
    return gdcs_frame_set_meta(
        frame, GDCS_META_METHOD,
        "What definitions make exactly of the counts, shares in percent, and the rounding that "
        "gives the printed number; no: none does, and the nearest is shown.",
        err);
}

gdcs_status gdcs_i_claim_give(const gdcs_i_claim_rows *rows, const gdcs_i_claim_key *keys,
                              int32_t key_count, int32_t sensitivity, gdcs_frame **out,
                              gdcs_error *err)
{
    const int32_t asked = rows->options.sensitivity,
                  kept = asked > sensitivity ? asked : sensitivity;
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    void *number = NULL, *text = NULL, *code = NULL;
    GO(gdcs_i_alloc(&number, rows->count, sizeof(double), err));
    GO(gdcs_i_alloc(&text, rows->count, sizeof(const char *), err));
    GO(gdcs_i_alloc(&code, rows->count, sizeof(int32_t), err));
    const struct buffer b = {number, text, code};
    GO(gdcs_frame_new(&frame, err));
    GO(fill(rows, keys, key_count, kept, &b, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    free(number);
    free(text);
    free(code);
    return status;
}
