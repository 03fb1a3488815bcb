/* Observations to records. */
#include "io/sdmx/stream.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/cells.h"
#include "io/csv/reader.h"
#include "io/sdmx/flags.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_POWER = 30 };

int gdcs_i_sdmx_wants(const gdcs_i_sdmx *s, int64_t field)
{
    return s->reading->binding.wanted[field] || (s->multiplies && field == s->multiplier);
}

static void set(gdcs_i_field *field, const char *text)
{
    *field = (gdcs_i_field){.text = text[0] != '\0' ? text : NULL, .size = strlen(text)};
}

/* A text that is in no list stays, so that reading says where it is. */
static void translate_status(gdcs_i_sdmx *s)
{
    gdcs_i_field *f = &s->fields[s->status];
    gdcs_i_flags flags;
    if (f->text == NULL || (f->size == 1 && gdcs_i_is_status(f->text[0])) ||
        !(s->flags || s->eurostat) || !gdcs_i_flags_take(f->text, f->size, &flags))
        return;
    s->lists |= flags.lists;
    s->several += flags.count > 1;
    set(f, gdcs_i_flags_text(flags.status));
    if (flags.confidentiality != 0 && s->translates_confidentiality &&
        s->fields[s->confidentiality].text == NULL)
        set(&s->fields[s->confidentiality], gdcs_i_flags_text(flags.confidentiality));
}

static void translate_confidentiality(gdcs_i_sdmx *s)
{
    gdcs_i_field *f = &s->fields[s->confidentiality];
    if (f->text == NULL || f->size != 1 || !(s->flags || s->eurostat))
        return;
    const char letter = gdcs_i_flags_confidentiality(f->text[0]);
    if (letter != 0)
        set(f, gdcs_i_flags_text(letter));
}

/* A copy with a decimal point, if it is a number with a comma. */
static void take_comma(gdcs_i_sdmx *s, gdcs_i_field *f, char *room, size_t size)
{
    double x = 0;
    if (f->text == NULL || f->size >= size)
        return;
    char *comma = memchr(f->text, ',', f->size);
    s->point += comma == NULL && memchr(f->text, '.', f->size) != NULL &&
                gdcs_i_parse_double(f->text, f->size, '.', &x);
    if (comma == NULL || !gdcs_i_parse_double(f->text, f->size, ',', &x))
        return;
    memcpy(room, f->text, f->size + 1);
    room[comma - f->text] = '.';
    f->text = room;
    s->comma++;
}

static void take_commas(gdcs_i_sdmx *s)
{
    int next = 0;
    for (int64_t i = 0; i < s->width && next < 3; i++)
        if (s->components[i].kind == GDCS_I_SDMX_VALUE ||
            s->components[i].kind == GDCS_I_SDMX_LIMIT) {
            take_comma(s, &s->fields[i], s->number[next], sizeof s->number[next]);
            next++;
        }
}

/* The power of ten is put behind the number as it stands, so that no digit changes; one that no double is, is
   left for reading to refuse. */
static void scale(gdcs_i_field *f, int64_t power, char *room, size_t size)
{
    double x = 0;
    int64_t own = 0;
    char digits[GDCS_I_NUMBER_SIZE];
    if (f->text == NULL || !gdcs_i_parse_double(f->text, f->size, '.', &x) ||
        !gdcs_i_number_keeps(f->text, f->size, x))
        return;
    const size_t mantissa = strcspn(f->text, "eE");
    if (mantissa < f->size &&
        !gdcs_i_parse_int64(f->text + mantissa + 1, f->size - mantissa - 1, &own))
        return;
    const size_t more = gdcs_i_format_int64(own + power, digits);
    if (mantissa + 1 + more >= size)
        return;
    memmove(room, f->text, mantissa);
    room[mantissa] = 'e';
    memcpy(room + mantissa + 1, digits, more + 1);
    *f = (gdcs_i_field){.text = room, .size = mantissa + 1 + more};
}

static gdcs_status multiply(gdcs_i_sdmx *s, int64_t line, gdcs_error *err)
{
    const gdcs_i_field *m = &s->fields[s->multiplier];
    int64_t power = 0;
    int next = 0;
    if (m->text == NULL || (m->size == 1 && m->text[0] == '0'))
        return GDCS_OK;
    if (!gdcs_i_parse_int64(m->text, m->size, &power) || power < -MOST_POWER || power > MOST_POWER)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, line, s->multiplier + 1, "UNIT_MULT",
                              "%s %lld: UNIT_MULT is '%.40s', no whole number from %d to %d",
                              s->reading->called, (long long)line, m->text, -MOST_POWER,
                              MOST_POWER);
    for (int64_t i = 0; i < s->width && next < 3; i++)
        if (s->components[i].kind == GDCS_I_SDMX_VALUE ||
            s->components[i].kind == GDCS_I_SDMX_LIMIT) {
            scale(&s->fields[i], power, s->number[next], sizeof s->number[next]);
            next++;
        }
    s->scaled++;
    return GDCS_OK;
}

/* No number, and a dimension that is empty or switched off: what the record holds belongs to several
   observations. */
static int is_partial(const gdcs_i_sdmx *s)
{
    if (s->value < 0 || s->fields[s->value].text != NULL)
        return 0;
    for (int64_t i = 0; i < s->width; i++) {
        const gdcs_i_field *f = &s->fields[i];
        if (s->components[i].kind == GDCS_I_SDMX_DIMENSION && gdcs_i_sdmx_wants(s, i) &&
            (f->text == NULL || (f->size == 1 && f->text[0] == '~')))
            return 1;
    }
    return 0;
}

static gdcs_status check_key(const gdcs_i_sdmx *s, int64_t line, gdcs_error *err)
{
    if (s->reading->to_table == NULL || s->reading->schema != NULL ||
        gdcs_i_to_table_repeated(s->reading->to_table) == 0)
        return GDCS_OK;
    return gdcs_i_fail_at(err, GDCS_E_DUPLICATE, line, 0, "",
                          "%s %lld: a second observation of the same key; is a column behind "
                          "OBS_VALUE a dimension? A schema says so",
                          s->reading->called, (long long)line);
}

gdcs_status gdcs_i_sdmx_take(gdcs_i_sdmx *s, int64_t line, int64_t last, int64_t bad,
                             gdcs_error *err)
{
    const gdcs_i_record record = {
        .fields = s->fields, .count = s->width, .line = line, .last = last, .bad = bad};
    if (bad == 0 && is_partial(s)) {
        s->partial++;
        s->reading->result.rows++;
        s->reading->result.filtered++;
        return GDCS_OK;
    }
    if (bad == 0) {
        if (s->translates_confidentiality)
            translate_confidentiality(s);
        if (s->translates_status)
            translate_status(s);
        if (s->commas)
            take_commas(s);
        if (s->multiplies)
            TRY(multiply(s, line, err));
    }
    TRY(gdcs_i_reading_take(s->reading, &record, err));
    return check_key(s, line, err);
}

static gdcs_status find_totals(gdcs_i_sdmx *s, gdcs_error *err)
{
    static const char *const names[] = {"_T", "TOTAL", "T"};
    const gdcs_i_binding *b = &s->reading->binding;
    for (int64_t i = 0; s->reading->to_table != NULL && i < b->slot_count; i++) {
        const char *found = NULL;
        TRY(gdcs_i_to_table_find_total(s->reading->to_table, i, names, 3, &found, err));
        if (found != NULL)
            TRY(gdcs_i_reading_detected(s->reading, err, "'%s' of '%.100s' is its total.", found,
                                        b->slots[i].column->name));
    }
    return GDCS_OK;
}

/* Units of measure never add up. */
static gdcs_status find_units(gdcs_i_sdmx *s, gdcs_error *err)
{
    const gdcs_i_binding *b = &s->reading->binding;
    for (int64_t i = 0; i < b->slot_count; i++)
        if (b->slots[i].column->concept_id == GDCS_CONCEPT_UNIT && b->slots[i].words != NULL &&
            b->slots[i].column->name != NULL &&
            gdcs_i_pool_count(gdcs_i_words_all(b->slots[i].words)) > 1)
            TRY(gdcs_i_reading_detected(
                s->reading, err, "'%.100s' holds several units of measure, which never add up.",
                b->slots[i].column->name));
    return GDCS_OK;
}

static gdcs_status say_flags(const gdcs_i_sdmx *s, gdcs_error *err)
{
    if (s->lists == GDCS_I_FLAGS_OLD)
        TRY(gdcs_i_reading_detected(s->reading, err,
                                    "Flags are of Eurostat's list until 26 January 2025."));
    if (s->lists == GDCS_I_FLAGS_NEW)
        TRY(gdcs_i_reading_detected(s->reading, err,
                                    "Flags are of Eurostat's list from 27 January 2025."));
    if (s->lists == (GDCS_I_FLAGS_OLD | GDCS_I_FLAGS_NEW))
        TRY(gdcs_i_reading_detected(
            s->reading, err, "Flags are of Eurostat's lists until and from 27 January 2025."));
    if (s->several > 0)
        TRY(gdcs_i_reading_detected(s->reading, err,
                                    "%lld numbers have several flags, of which the gravest stands.",
                                    (long long)s->several));
    return GDCS_OK;
}

gdcs_status gdcs_i_sdmx_end(gdcs_i_sdmx *s, gdcs_error *err)
{
    if (s->comma > 0 && s->point > 0)
        return gdcs_i_fail(err, GDCS_E_VALUE, "decimal",
                           "%lld numbers have a decimal comma and %lld a point; a schema must say "
                           "which is meant",
                           (long long)s->comma, (long long)s->point);
    if (s->comma > 0)
        TRY(gdcs_i_reading_detected(s->reading, err, "Numbers have a decimal comma."));
    if (s->scaled > 0)
        TRY(gdcs_i_reading_detected(s->reading, err,
                                    "%lld numbers were multiplied by 10 to the power UNIT_MULT.",
                                    (long long)s->scaled));
    if (s->partial > 0)
        TRY(gdcs_i_reading_detected(
            s->reading, err, "%lld records hold attributes of several observations and none.",
            (long long)s->partial));
    TRY(say_flags(s, err));
    if (s->own == NULL)
        TRY(find_units(s, err));
    if (s->reading->options.detect == GDCS_DETECT_NONE || s->own != NULL)
        return GDCS_OK;
    return find_totals(s, err);
}

void gdcs_i_sdmx_free(gdcs_i_sdmx *s)
{
    free(s->fields);
    s->fields = NULL;
}

static gdcs_status feed_blocks(gdcs_i_reader *reader, gdcs_i_parser *parser, gdcs_error *err)
{
    const char *block = NULL;
    size_t size = 0;
    for (;;) {
        TRY(gdcs_i_reader_next(reader, &block, &size, err));
        if (size == 0)
            return gdcs_i_parser_finish(parser, err);
        TRY(gdcs_i_parser_feed(parser, block, size, err));
    }
}

gdcs_status gdcs_i_sdmx_feed(gdcs_i_sdmx *s, gdcs_i_source *source, char separator,
                             gdcs_i_record_taker taker, gdcs_i_parser **parser, gdcs_error *err)
{
    gdcs_i_reader *reader = NULL;
    const gdcs_i_dialect dialect = {.delimiter = separator,
                                    .quote = '"',
                                    .first_line = 1,
                                    .field_limit = s->reading->options.field_limit};
    TRY(gdcs_i_parser_new(&dialect, taker, parser, err));
    TRY(gdcs_i_reader_new(source, NULL, &reader, err));
    const gdcs_status status = feed_blocks(reader, *parser, err);
    s->reading->result.blank = gdcs_i_parser_blank(*parser);
    gdcs_i_reader_free(reader);
    return status;
}
