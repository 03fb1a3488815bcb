#include "io/arrow/typed.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/arrow/said.h"
#include "io/arrow/view.h"
#include "io/record/range.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    UNKNOWN = -4, /* below GDCS_I_WORD_*: not looked up so far */
    MEMO = 256    /* numbers whose word is remembered */
};

/* What a slot has looked up: of the entries of a dictionary for one array, of numbers for all. */
typedef struct memory {
    int32_t *codes;
    int64_t room;
    int64_t numbers[MEMO];
    int32_t number_codes[MEMO];
    gdcs_i_arrow_titles said;
    const char **titles; /* of the words that were looked up, by their codes; NULL: none is said */
    int64_t title_room;
    int64_t title_count;
} memory;

typedef struct typed {
    gdcs_i_chunks *chunks;
    gdcs_i_reading *reading;
    gdcs_i_arrow_view *views; /* one per field; only those that are wanted are open */
    gdcs_i_field *fields;     /* of the record, shown as text where somebody asks */
    char **texts;             /* room for each */
    int64_t *rooms;
    memory *memories; /* one per slot */
    int64_t row;
} typed;

/* A cell as the text of its field. */
static gdcs_status show(typed *t, int64_t field, gdcs_i_cell *cell, gdcs_error *err)
{
    char room[GDCS_I_CELL_ROOM];
    void *text = t->texts[field];
    t->fields[field] = (gdcs_i_field){.text = NULL};
    if (cell->kind == GDCS_I_CELL_NULL)
        return GDCS_OK;
    gdcs_i_cell_spell(cell, room);
    const gdcs_status status =
        gdcs_i_reserve(&text, &t->rooms[field], (int64_t)cell->size + 1, 1, err);
    t->texts[field] = text;
    TRY(status);
    memcpy(text, cell->text, cell->size);
    t->texts[field][cell->size] = '\0';
    t->fields[field] = (gdcs_i_field){.text = text, .size = cell->size};
    return GDCS_OK;
}

/* Of spellings that become one word the first that has a title gives it. */
static gdcs_status keep_title(typed *t, const gdcs_i_slot *slot, int32_t code, gdcs_error *err)
{
    memory *m = &t->memories[slot - t->reading->binding.slots];
    void *titles = m->titles;
    if (m->said.count == 0 || code < 0)
        return GDCS_OK;
    const gdcs_status status =
        gdcs_i_reserve(&titles, &m->title_room, (int64_t)code + 1, sizeof *m->titles, err);
    m->titles = titles;
    TRY(status);
    for (; m->title_count <= code; m->title_count++)
        m->titles[m->title_count] = NULL;
    if (m->titles[code] == NULL)
        m->titles[code] = gdcs_i_arrow_title(&m->said, t->fields[slot->field].text);
    return GDCS_OK;
}

static gdcs_status look_up(typed *t, const gdcs_i_slot *slot, gdcs_i_cell *cell, int32_t *code,
                           gdcs_error *err)
{
    if (cell->size > (size_t)t->reading->options.field_limit)
        return gdcs_i_fail_at(err, GDCS_E_LIMIT, t->chunks->rows + t->row + 1, slot->field + 1,
                              "field_limit", "a text of %lld bytes, the limit is %lld",
                              (long long)cell->size, (long long)t->reading->options.field_limit);
    TRY(show(t, slot->field, cell, err));
    TRY(gdcs_i_words_take(slot->words, &t->fields[slot->field], code, err));
    return keep_title(t, slot, *code, err);
}

static gdcs_status word_of_entry(typed *t, const gdcs_i_slot *slot, memory *m, int32_t *code,
                                 gdcs_error *err)
{
    const gdcs_i_arrow_view *v = &t->views[slot->field];
    int64_t index = 0;
    gdcs_i_cell cell;
    TRY(gdcs_i_arrow_index(v, t->row, &index, err));
    const int64_t at = index + 1; /* null has the first place */
    *code = m->codes[at];
    if (*code != UNKNOWN && *code != GDCS_I_WORD_MISFIT)
        return GDCS_OK;
    TRY(gdcs_i_arrow_entry(v, index, t->row, &cell, err));
    TRY(look_up(t, slot, &cell, code, err));
    m->codes[at] = *code;
    return GDCS_OK;
}

static gdcs_status word_of_number(typed *t, const gdcs_i_slot *slot, memory *m, gdcs_i_cell *cell,
                                  int32_t *code, gdcs_error *err)
{
    const int64_t key = cell->whole;
    const size_t at = (size_t)key % MEMO;
    if (m->numbers[at] == key && m->number_codes[at] != UNKNOWN) {
        *code = m->number_codes[at];
        return GDCS_OK;
    }
    TRY(look_up(t, slot, cell, code, err));
    m->numbers[at] = key;
    m->number_codes[at] = *code != GDCS_I_WORD_MISFIT ? *code : UNKNOWN;
    return GDCS_OK;
}

static gdcs_status find_word(typed *t, const gdcs_i_slot *slot, int32_t *code, gdcs_error *err)
{
    memory *m = &t->memories[slot - t->reading->binding.slots];
    const gdcs_i_arrow_view *v = &t->views[slot->field];
    gdcs_i_cell cell;
    if (v->indices.array != NULL)
        return word_of_entry(t, slot, m, code, err);
    TRY(gdcs_i_arrow_cell(v, t->row, &cell, err));
    if (cell.kind == GDCS_I_CELL_WHOLE || cell.kind == GDCS_I_CELL_DATE ||
        cell.kind == GDCS_I_CELL_BOOL)
        return word_of_number(t, slot, m, &cell, code, err);
    return look_up(t, slot, &cell, code, err);
}

static gdcs_status take_word(void *context, const gdcs_i_slot *slot, int32_t *code, gdcs_error *err)
{
    typed *t = context;
    const memory *m = &t->memories[slot - t->reading->binding.slots];
    TRY(find_word(t, slot, code, err));
    if (slot->titles >= t->chunks->field_count)
        t->fields[slot->titles].text =
            *code >= 0 && *code < m->title_count ? m->titles[*code] : NULL;
    return GDCS_OK;
}

/* Does a list speak of spellings?  Then a number is read as the text it would be. */
static int has_lists(const gdcs_i_lists *lists)
{
    return !gdcs_i_lists_empty(lists) || lists->status != NULL || lists->confidentiality != NULL;
}

static void misfit(gdcs_i_number *out, const char *wrong)
{
    *out = (gdcs_i_number){.kind = GDCS_I_NUMBER_MISFIT, .wrong = wrong};
}

/* A number that is one: no text is made of it. */
static void take_plain(const gdcs_i_cell *cell, const gdcs_i_number_form *form, gdcs_i_number *out)
{
    const int64_t exact = INT64_C(1) << 53;
    const int whole = cell->kind != GDCS_I_CELL_DOUBLE;
    *out = (gdcs_i_number){.kind = GDCS_I_NUMBER_EXACT, .value = cell->number};
    if (whole) {
        out->integer = cell->whole;
        out->value = (double)cell->whole;
    } else if (form->whole && fabs(cell->number) <= (double)exact &&
               cell->number == floor(cell->number)) {
        out->integer = (int64_t)cell->number;
    } else if (form->whole) {
        misfit(out, "is not a whole number");
        return;
    }
    if (whole && !form->whole && (cell->whole > exact || cell->whole < -exact))
        misfit(out, "is beyond 2^53, where a double does not hold every whole number");
    else if (isinf(out->value) && !form->infinite)
        misfit(out, "is not a number");
    else
        gdcs_i_number_judge(form, out);
}

static gdcs_status take_number(void *context, int64_t field, const gdcs_i_lists *lists,
                               const gdcs_i_number_form *form, gdcs_i_number *out, gdcs_error *err)
{
    typed *t = context;
    gdcs_i_cell cell;
    TRY(gdcs_i_arrow_cell(&t->views[field], t->row, &cell, err));
    const int is_number = cell.kind == GDCS_I_CELL_WHOLE || cell.kind == GDCS_I_CELL_DOUBLE;
    if (is_number && !has_lists(lists)) {
        take_plain(&cell, form, out);
        if (out->kind != GDCS_I_NUMBER_EXACT)
            return show(t, field, &cell, err);
        gdcs_i_range_widen(lists->column, out);
        return GDCS_OK;
    }
    TRY(show(t, field, &cell, err));
    const gdcs_i_number_form plain = {.decimal = '.',
                                      .whole = form->whole,
                                      .negative = form->negative,
                                      .infinite = form->infinite,
                                      .most = form->most};
    gdcs_i_number_take(lists, is_number ? &plain : form, &t->fields[field], out);
    return GDCS_OK;
}

static gdcs_status open_views(typed *t, const struct ArrowArray *array, gdcs_error *err)
{
    for (int64_t i = 0; i < t->chunks->field_count; i++)
        if (t->reading->binding.wanted[i])
            TRY(gdcs_i_arrow_open(&t->chunks->fields[i], array, t->chunks->rows, &t->views[i],
                                  err));
    return GDCS_OK;
}

/* Entries of another array may be others. */
static gdcs_status forget(typed *t, gdcs_error *err)
{
    for (int64_t i = 0; i < t->reading->binding.slot_count; i++) {
        const gdcs_i_slot *slot = &t->reading->binding.slots[i];
        memory *m = &t->memories[i];
        if (slot->field < 0 || !t->reading->binding.wanted[slot->field] || slot->words == NULL ||
            t->views[slot->field].indices.array == NULL)
            continue;
        const int64_t need = t->views[slot->field].values.array->length + 1;
        void *codes = m->codes;
        const gdcs_status status = gdcs_i_reserve(&codes, &m->room, need, sizeof *m->codes, err);
        m->codes = codes;
        TRY(status);
        for (int64_t k = 0; k < need; k++)
            m->codes[k] = UNKNOWN;
    }
    return GDCS_OK;
}

static gdcs_status show_titles(typed *t, gdcs_error *err)
{
    gdcs_i_cell cell;
    for (int64_t i = 0; i < t->reading->binding.slot_count; i++) {
        const int64_t field = t->reading->binding.slots[i].titles;
        if (field < 0 || field >= t->chunks->field_count)
            continue;
        TRY(gdcs_i_arrow_cell(&t->views[field], t->row, &cell, err));
        TRY(show(t, field, &cell, err));
    }
    return GDCS_OK;
}

static gdcs_status take_array(void *context, const struct ArrowArray *array, gdcs_error *err)
{
    typed *t = context;
    TRY(open_views(t, array, err));
    TRY(forget(t, err));
    for (t->row = 0; t->row < array->length; t->row++) {
        const gdcs_i_record record = {.fields = t->fields,
                                      .count = t->chunks->field_count,
                                      .line = t->chunks->rows + t->row + 1,
                                      .last = t->chunks->field_count};
        TRY(show_titles(t, err));
        TRY(gdcs_i_reading_take(t->reading, &record, err));
    }
    return GDCS_OK;
}

/* Titles that the metadata say: a field more for each column, behind those of the array. */
static gdcs_status take_titles(typed *t, gdcs_error *err)
{
    for (int64_t i = 0; i < t->reading->binding.slot_count; i++) {
        gdcs_i_slot *slot = &t->reading->binding.slots[i];
        if (slot->titles >= 0 || slot->field < 0 || slot->words == NULL)
            continue;
        TRY(gdcs_i_arrow_said_of_words(&t->chunks->fields[slot->field], &t->reading->arena,
                                       &t->memories[i].said, err));
        if (t->memories[i].said.count > 0)
            slot->titles = t->chunks->field_count + i;
    }
    return GDCS_OK;
}

static gdcs_status begin(typed *t, gdcs_error *err)
{
    const int64_t count = t->chunks->field_count, slots = t->reading->plan.schema.column_count;
    void *made = NULL;
    TRY(gdcs_i_alloc(&made, count, sizeof *t->views, err));
    t->views = made;
    TRY(gdcs_i_alloc(&made, count + slots, sizeof *t->fields, err));
    t->fields = made;
    TRY(gdcs_i_alloc(&made, count, sizeof *t->texts, err));
    t->texts = made;
    TRY(gdcs_i_alloc(&made, count, sizeof *t->rooms, err));
    t->rooms = made;
    TRY(gdcs_i_alloc(&made, slots, sizeof *t->memories, err));
    t->memories = made;
    for (int64_t i = 0; i < slots; i++)
        for (int k = 0; k < MEMO; k++)
            t->memories[i].number_codes[k] = UNKNOWN;
    for (int64_t i = 0; i < count; i++) {
        const char *name = t->chunks->fields[i].name;
        t->fields[i] = (gdcs_i_field){.text = name, .size = strlen(name)};
    }
    const gdcs_i_record header = {.fields = t->fields, .count = count, .last = count};
    TRY(gdcs_i_reading_header(t->reading, &header, err));
    return take_titles(t, err);
}

static void end(typed *t)
{
    for (int64_t i = 0; t->texts != NULL && i < t->chunks->field_count; i++)
        free(t->texts[i]);
    for (int64_t i = 0; t->memories != NULL && i < t->reading->binding.slot_count; i++) {
        free(t->memories[i].codes);
        free(t->memories[i].titles);
    }
    free(t->views);
    free(t->fields);
    free(t->texts);
    free(t->rooms);
    free(t->memories);
    t->reading->rows.typed = NULL;
}

gdcs_status gdcs_i_arrow_typed(gdcs_i_chunks *chunks, gdcs_i_reading *reading, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    typed t = {.chunks = chunks, .reading = reading};
    const gdcs_i_typed answers = {.word = take_word, .number = take_number, .context = &t};
    GO(begin(&t, err));
    reading->rows.typed = &answers;
    GO(gdcs_i_chunks_each(chunks, take_array, &t, err));
done:
    end(&t);
    return status;
}
