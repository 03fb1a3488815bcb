/* The type of a frame as an ArrowSchema, which owns all its texts. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "io/arrow/make.h"
#include "io/arrow/metadata.h"
#include "io/schema/names.h"

#include <stdlib.h>
#include <string.h>

typedef struct owned {
    char *name;
    char *metadata;
} owned;

static void release(struct ArrowSchema *s)
{
    owned *o = s->private_data;
    for (int64_t i = 0; i < s->n_children; i++) {
        if (s->children[i] != NULL && s->children[i]->release != NULL)
            s->children[i]->release(s->children[i]);
        free(s->children[i]);
    }
    free(s->children);
    if (s->dictionary != NULL && s->dictionary->release != NULL)
        s->dictionary->release(s->dictionary);
    free(s->dictionary);
    free(o->name);
    free(o->metadata);
    free(o);
    s->release = NULL;
}

/* One that can be released from here on. */
static gdcs_status begin(const char *format, const char *name, char *metadata,
                         struct ArrowSchema *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    char *copy = NULL;
    GO(gdcs_i_copy_text(name, &copy, err));
    GO(gdcs_i_alloc(&memory, 1, sizeof(owned), err));
    *(owned *)memory = (owned){.name = copy, .metadata = metadata};
    *out = (struct ArrowSchema){.format = format,
                                .name = copy,
                                .metadata = metadata,
                                .release = release,
                                .private_data = memory};
    return GDCS_OK;
done:
    free(copy);
    free(metadata);
    return status;
}

static gdcs_status add_text(gdcs_i_packing *p, const char *key, const char *text, gdcs_error *err)
{
    return text != NULL && text[0] != '\0' ? gdcs_i_metadata_add(p, key, text, err) : GDCS_OK;
}

/* "title:<word>": a key for each title, so that no format of ours is packed into Arrow's. */
static gdcs_status add_title(const char *word, const char *title, gdcs_i_packing *p,
                             gdcs_error *err)
{
    void *memory = NULL;
    const size_t size = strlen(word);
    TRY(gdcs_i_alloc(&memory, (int64_t)(sizeof GDCS_I_ARROW_TITLE + size), 1, err));
    char *key = memory;
    memcpy(key, GDCS_I_ARROW_TITLE, sizeof GDCS_I_ARROW_TITLE - 1);
    memcpy(key + sizeof GDCS_I_ARROW_TITLE - 1, word, size + 1);
    const gdcs_status status = gdcs_i_metadata_add(p, key, title, err);
    free(key);
    return status;
}

static gdcs_status describe(const gdcs_column *c, gdcs_i_packing *p, gdcs_error *err)
{
    TRY(add_text(p, "concept", gdcs_concept_name(c->concept_id), err));
    if (strcmp(c->label, c->name) != 0)
        TRY(add_text(p, "label", c->label, err));
    TRY(add_text(p, "unit", c->unit, err));
    return add_text(p, "sensitivity", gdcs_i_sensitivity_name(c->sensitivity), err);
}

static gdcs_status describe_frame(const gdcs_frame *frame, gdcs_i_packing *p, gdcs_error *err)
{
    if (frame->sensitivity > GDCS_SENSITIVITY_PUBLIC)
        TRY(add_text(p, "sensitivity", gdcs_i_sensitivity_name(frame->sensitivity), err));
    for (int32_t key = GDCS_META_TITLE; gdcs_meta_name(key)[0] != '\0'; key++)
        TRY(add_text(p, gdcs_meta_name(key), gdcs_frame_get_meta(frame, key), err));
    return GDCS_OK;
}

static gdcs_status add_dictionary(const gdcs_column *c, int64_t small, struct ArrowSchema *out,
                                  gdcs_error *err)
{
    void *memory = NULL;
    if (c->type != GDCS_TYPE_TEXT)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, 1, sizeof *out->dictionary, err));
    out->dictionary = memory;
    return begin(gdcs_i_arrow_word_bytes(c) > small ? "U" : "u", "", NULL, out->dictionary, err);
}

static gdcs_status describe_words(const gdcs_column *c, const gdcs_i_titles *titles,
                                  gdcs_i_packing *p, gdcs_error *err)
{
    for (int32_t i = 0; c->type == GDCS_TYPE_TEXT && i < c->word_count; i++) {
        const char *title = gdcs_i_titles_get(titles, i);
        if (title != NULL)
            TRY(add_title(c->words[i], title, p, err));
    }
    return GDCS_OK;
}

static gdcs_status make_child(const gdcs_column *c, const gdcs_i_titles *titles, int64_t small,
                              struct ArrowSchema *out, gdcs_error *err)
{
    static const char *const formats[] = {
        [GDCS_TYPE_TEXT] = "i", [GDCS_TYPE_DOUBLE] = "g", [GDCS_TYPE_INT64] = "l"};
    gdcs_i_packing p = {.bytes = NULL};
    gdcs_status status = describe(c, &p, err);
    if (status == GDCS_OK)
        status = describe_words(c, titles, &p, err);
    if (status != GDCS_OK) {
        free(p.bytes);
        return status;
    }
    TRY(begin(formats[c->type], c->name, p.bytes, out, err));
    out->flags = ARROW_FLAG_NULLABLE;
    return add_dictionary(c, small, out, err);
}

static gdcs_status add_children(const gdcs_frame *frame, int64_t small, struct ArrowSchema *out,
                                gdcs_error *err)
{
    void *memory = NULL;
    const int64_t count = gdcs_frame_count_columns(frame);
    TRY(gdcs_i_alloc(&memory, count, sizeof(struct ArrowSchema *), err));
    out->children = memory;
    for (int64_t i = 0; i < count; i++) {
        gdcs_column c = {.struct_size = sizeof c};
        TRY(gdcs_frame_get(frame, i, &c, err));
        TRY(gdcs_i_alloc(&memory, 1, sizeof(struct ArrowSchema), err));
        out->children[out->n_children++] = memory;
        TRY(make_child(&c, &frame->columns[i].titles, small, memory, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_arrow_type(const gdcs_frame *frame, int64_t small, struct ArrowSchema *out,
                              gdcs_error *err)
{
    gdcs_i_packing p = {.bytes = NULL};
    struct ArrowSchema made = {.release = NULL};
    gdcs_status status = describe_frame(frame, &p, err);
    if (status != GDCS_OK) {
        free(p.bytes);
        return status;
    }
    TRY(begin("+s", "", p.bytes, &made, err));
    GO(add_children(frame, small, &made, err));
    *out = made;
    return GDCS_OK;
done:
    made.release(&made);
    return status;
}
