#include "io/arrow/view.h"
#include "core/fail.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

static const int64_t MOST = INT64_C(1) << 56; /* rows, so that no place in a buffer overflows */

static gdcs_status malformed(int64_t row, int64_t column, const char *name, const char *wrong,
                             gdcs_error *err)
{
    return gdcs_i_fail_at(err, GDCS_E_SYNTAX, row, column, name, "%s%.60s%s %s",
                          column > 0 ? "column '" : "the array", name, column > 0 ? "'" : "",
                          wrong);
}

/* What is wrong with the frame of an array, or NULL. */
static const char *misshapen(const struct ArrowArray *a, int64_t buffers)
{
    if (a == NULL)
        return "is missing";
    if (a->release == NULL)
        return "is released";
    if (a->length < 0 || a->offset < 0 || a->length > MOST || a->offset > MOST)
        return "has a negative length or offset, or one beyond 2^56";
    if (a->null_count < -1 || (a->null_count > a->length))
        return "has more nulls than rows, or less than none";
    if (a->n_buffers != buffers)
        return "has not the number of buffers that its type has";
    if (buffers > 0 && a->buffers == NULL)
        return "lacks its buffers";
    return NULL;
}

static int has_nulls(const struct ArrowArray *a)
{
    return a->n_buffers > 0 && a->buffers[0] != NULL;
}

gdcs_status gdcs_i_arrow_check(const struct ArrowArray *a, int64_t children, gdcs_error *err)
{
    const char *wrong = misshapen(a, 1);
    if (wrong == NULL && a->n_children != children)
        wrong = "has not as many children as its type";
    if (wrong == NULL && children > 0 && a->children == NULL)
        wrong = "lacks its children";
    if (wrong == NULL && a->null_count > 0 && !has_nulls(a))
        wrong = "has nulls and does not say where";
    return wrong == NULL ? GDCS_OK : malformed(0, 0, "", wrong, err);
}

static gdcs_status open_part(const gdcs_i_arrow_field *f, gdcs_i_arrow_kind kind,
                             const struct ArrowArray *a, int64_t need, gdcs_i_arrow_part *out,
                             gdcs_error *err)
{
    const int64_t buffers = kind.kind == GDCS_I_ARROW_TEXT_VIEW && a != NULL && a->n_buffers > 3
                                ? a->n_buffers
                                : kind.buffers;
    const char *wrong = misshapen(a, buffers);
    if (wrong == NULL && a->length < need)
        wrong = "is shorter than the array it belongs to";
    if (wrong == NULL && kind.kind != GDCS_I_ARROW_NULL && a->null_count > 0 && !has_nulls(a))
        wrong = "has nulls and does not say where";
    if (wrong == NULL && buffers > 1 && a->length > 0 && a->buffers[1] == NULL)
        wrong = "lacks a buffer";
    if (wrong == NULL && kind.kind == GDCS_I_ARROW_TEXT_VIEW && a->n_buffers > 3 &&
        a->buffers[a->n_buffers - 1] == NULL)
        wrong = "lacks a buffer";
    if (wrong != NULL)
        return malformed(0, f->number, f->name, wrong, err);
    *out = (gdcs_i_arrow_part){.field = f, .kind = kind, .array = a};
    return GDCS_OK;
}

gdcs_status gdcs_i_arrow_open(const gdcs_i_arrow_field *f, const struct ArrowArray *parent,
                              int64_t first, gdcs_i_arrow_view *out, gdcs_error *err)
{
    const struct ArrowArray *a = parent->children[f->number - 1];
    const int64_t need = parent->offset + parent->length;
    *out = (gdcs_i_arrow_view){.parent = parent, .first = first};
    TRY(gdcs_i_arrow_readable(f, err));
    if (!f->has_dictionary)
        return open_part(f, f->values, a, need, &out->values, err);
    TRY(open_part(f, f->indices, a, need, &out->indices, err));
    return open_part(f, f->values, a->dictionary, 0, &out->values, err);
}

static int bit(const void *buffer, int64_t at)
{
    return ((const unsigned char *)buffer)[at / 8] >> (at % 8) & 1;
}

static int is_null(const struct ArrowArray *a, int64_t at)
{
    return has_nulls(a) && !bit(a->buffers[0], at);
}

/* Buffers need not be aligned to what they hold. */
static int64_t read_signed(const unsigned char *at, int32_t width)
{
    int8_t one = 0;
    int16_t two = 0;
    int32_t four = 0;
    int64_t eight = 0;
    switch (width) {
    case 1: memcpy(&one, at, 1); return one;
    case 2: memcpy(&two, at, 2); return two;
    case 4: memcpy(&four, at, 4); return four;
    default: memcpy(&eight, at, 8); return eight;
    }
}

static uint64_t read_unsigned(const unsigned char *at, int32_t width)
{
    const uint64_t bits = (uint64_t)read_signed(at, width);
    return width == 8 ? bits : bits & ((UINT64_C(1) << 8 * width) - 1);
}

/* IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
static double half(uint64_t bits)
{
    const int exponent = (int)(bits >> 10 & 31);
    const double fraction = (double)(bits & 1023);
    const double size = exponent == 31  ? (fraction > 0 ? NAN : INFINITY)
                        : exponent == 0 ? ldexp(fraction, -24)
                                        : ldexp(1024 + fraction, exponent - 25);
    return bits >> 15 & 1 ? -size : size;
}

static double read_float(const unsigned char *at, int32_t width)
{
    float four = 0;
    double eight = 0;
    if (width == 2)
        return half(read_unsigned(at, 2));
    if (width == 4) {
        memcpy(&four, at, 4);
        return four;
    }
    memcpy(&eight, at, 8);
    return eight;
}

/* A place in an array, and the row that it is for. */
typedef struct place {
    const gdcs_i_arrow_part *part;
    int64_t at;
    int64_t row;
} place;

static const unsigned char *bytes_at(const place *p)
{
    return (const unsigned char *)p->part->array->buffers[1] + p->at * p->part->kind.width;
}

static gdcs_status wrong_number(const place *p, const char *wrong, gdcs_error *err)
{
    const gdcs_i_arrow_field *f = p->part->field;
    return gdcs_i_fail_at(err, GDCS_E_VALUE, p->row, f->number, f->name,
                          "row %lld, column '%.60s': a number %s", (long long)p->row, f->name,
                          wrong);
}

/* INT64_MIN is the frame's sign of a missing number. */
static gdcs_status take_whole(const place *p, gdcs_i_cell *out, gdcs_error *err)
{
    const gdcs_i_arrow_kind kind = p->part->kind;
    const unsigned char *at = bytes_at(p);
    int64_t high = 0;
    int fits = 1;
    out->kind = kind.kind == GDCS_I_ARROW_DATE ? GDCS_I_CELL_DATE : GDCS_I_CELL_WHOLE;
    out->whole = read_signed(at, kind.width < 8 ? kind.width : 8);
    if (kind.kind == GDCS_I_ARROW_UNSIGNED) {
        fits = read_unsigned(at, kind.width) <= INT64_MAX;
        out->whole = (int64_t)read_unsigned(at, kind.width);
    } else if (kind.kind == GDCS_I_ARROW_WHOLE) {
        high = read_signed(at + 8, 8);
        fits = high == (out->whole < 0 ? -1 : 0);
    }
    if (!fits || out->whole == INT64_MIN)
        return wrong_number(p, "is beyond what int64 holds", err);
    if (out->kind == GDCS_I_CELL_DATE && (out->whole < -719162 || out->whole > 2932896))
        return wrong_number(p, "of days is a date outside the years 1 to 9999", err);
    return GDCS_OK;
}

/* Where a text lies. */
static const char *find_text(const place *p, gdcs_i_cell *out)
{
    const struct ArrowArray *a = p->part->array;
    const int32_t width = p->part->kind.width;
    const unsigned char *at = bytes_at(p);
    const int64_t from = read_signed(at, width), to = read_signed(at + width, width);
    if (from < 0 || to < from)
        return "the offsets of its texts decrease";
    if (to > from && a->buffers[2] == NULL)
        return "lacks a buffer";
    out->text = to > from ? (const char *)a->buffers[2] + from : "";
    out->size = (size_t)(to - from);
    return NULL;
}

/* Twelve bytes stand in the view itself; of longer ones it has buffer and offset. */
static const char *find_viewed(const place *p, gdcs_i_cell *out)
{
    enum { INLINE = 12 };
    const struct ArrowArray *a = p->part->array;
    const unsigned char *at = bytes_at(p);
    const int64_t size = read_signed(at, 4), data = a->n_buffers - 3;
    if (size < 0)
        return "has a text of negative length";
    out->size = (size_t)size;
    out->text = (const char *)at + 4;
    if (size <= INLINE)
        return NULL;
    const int64_t buffer = read_signed(at + 8, 4), from = read_signed(at + 12, 4);
    if (buffer < 0 || buffer >= data || a->buffers[2 + buffer] == NULL)
        return "has a text in a buffer that is not there";
    const int64_t room =
        read_signed((const unsigned char *)a->buffers[a->n_buffers - 1] + 8 * buffer, 8);
    if (from < 0 || from > room || size > room - from)
        return "has a text beyond the end of its buffer";
    out->text = (const char *)a->buffers[2 + buffer] + from;
    return NULL;
}

static gdcs_status take_text(const place *p, gdcs_i_cell *out, gdcs_error *err)
{
    const gdcs_i_arrow_field *f = p->part->field;
    const char *wrong =
        p->part->kind.kind == GDCS_I_ARROW_TEXT ? find_text(p, out) : find_viewed(p, out);
    if (wrong != NULL)
        return malformed(p->row, f->number, f->name, wrong, err);
    out->kind = GDCS_I_CELL_TEXT;
    if (gdcs_i_utf8_valid(out->text, out->size) < out->size ||
        memchr(out->text, 0, out->size) != NULL)
        return gdcs_i_fail_at(err, GDCS_E_ENCODING, p->row, f->number, f->name,
                              "row %lld, column '%.60s': a text that is not UTF-8, or with a NUL",
                              (long long)p->row, f->name);
    return GDCS_OK;
}

static gdcs_status take(const place *p, gdcs_i_cell *out, gdcs_error *err)
{
    const gdcs_i_arrow_kind kind = p->part->kind;
    *out = (gdcs_i_cell){.kind = GDCS_I_CELL_NULL};
    if (kind.kind == GDCS_I_ARROW_NULL || is_null(p->part->array, p->at))
        return GDCS_OK;
    switch (kind.kind) {
    case GDCS_I_ARROW_BOOL:
        out->kind = GDCS_I_CELL_BOOL;
        out->whole = bit(p->part->array->buffers[1], p->at);
        return GDCS_OK;
    case GDCS_I_ARROW_FLOAT:
        out->number = read_float(bytes_at(p), kind.width);
        out->kind = isnan(out->number) ? GDCS_I_CELL_NULL : GDCS_I_CELL_DOUBLE;
        return GDCS_OK;
    case GDCS_I_ARROW_TEXT:
    case GDCS_I_ARROW_TEXT_VIEW: return take_text(p, out, err);
    default: return take_whole(p, out, err);
    }
}

gdcs_status gdcs_i_arrow_index(const gdcs_i_arrow_view *v, int64_t row, int64_t *index,
                               gdcs_error *err)
{
    const gdcs_i_arrow_field *f = v->indices.field;
    const int64_t above = v->parent->offset + row;
    const place p = {&v->indices, v->indices.array->offset + above, v->first + row + 1};
    gdcs_i_cell cell = {.kind = GDCS_I_CELL_NULL};
    *index = -1;
    if (is_null(v->parent, above) || is_null(v->indices.array, p.at))
        return GDCS_OK;
    TRY(take_whole(&p, &cell, err));
    if (cell.whole < 0 || cell.whole >= v->values.array->length)
        return gdcs_i_fail_at(err, GDCS_E_SYNTAX, p.row, f->number, f->name,
                              "row %lld, column '%.60s': index %lld of a dictionary of %lld",
                              (long long)p.row, f->name, (long long)cell.whole,
                              (long long)v->values.array->length);
    *index = cell.whole;
    return GDCS_OK;
}

gdcs_status gdcs_i_arrow_entry(const gdcs_i_arrow_view *v, int64_t index, int64_t row,
                               gdcs_i_cell *out, gdcs_error *err)
{
    const place p = {&v->values, v->values.array->offset + index, v->first + row + 1};
    *out = (gdcs_i_cell){.kind = GDCS_I_CELL_NULL};
    return index < 0 ? GDCS_OK : take(&p, out, err);
}

gdcs_status gdcs_i_arrow_cell(const gdcs_i_arrow_view *v, int64_t row, gdcs_i_cell *out,
                              gdcs_error *err)
{
    int64_t index = v->parent->offset + row;
    if (v->indices.array != NULL)
        TRY(gdcs_i_arrow_index(v, row, &index, err));
    else if (is_null(v->parent, index))
        index = -1;
    return gdcs_i_arrow_entry(v, index, row, out, err);
}

static char *put_digits(char *at, int64_t number, int digits)
{
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        at[i] = (char)('0' + number % 10);
    return at + digits;
}

/* Days to year, month, day: Hinnant (2013), who counts years from 1 March, so that the leap day is the
   last, in eras of 400 years. */
static size_t spell_date(int64_t days, char *room)
{
    const int64_t shifted = days + 719468, era = shifted / 146097, day = shifted % 146097;
    const int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    const int64_t of_year = day - (365 * year + year / 4 - year / 100);
    const int64_t month = (5 * of_year + 2) / 153;
    char *at = put_digits(room, 400 * era + year + (month >= 10), 4);
    *at++ = '-';
    at = put_digits(at, month < 10 ? month + 3 : month - 9, 2);
    *at++ = '-';
    at = put_digits(at, of_year - (153 * month + 2) / 5 + 1, 2);
    *at = '\0';
    return (size_t)(at - room);
}

void gdcs_i_cell_spell(gdcs_i_cell *c, char room[GDCS_I_CELL_ROOM])
{
    if (c->kind == GDCS_I_CELL_TEXT || c->kind == GDCS_I_CELL_NULL)
        return;
    c->text = room;
    switch (c->kind) {
    case GDCS_I_CELL_BOOL:
        c->text = c->whole != 0 ? "true" : "false";
        c->size = strlen(c->text);
        break;
    case GDCS_I_CELL_WHOLE: c->size = gdcs_i_format_int64(c->whole, room); break;
    case GDCS_I_CELL_DOUBLE: c->size = gdcs_i_format_double(c->number, room); break;
    default: c->size = spell_date(c->whole, room);
    }
}
