/* Arrow arrays that the bytes describe, read as they are and by schemas.  Buffers are as long as their
   array says, since nothing in the interface tells how long they are; what is in them, and every
   length, offset and count that can be told to be wrong, is up to the bytes. */
#include <gdcs/gdcs.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 4, ROWS = 16, BUFFER = 16 * (ROWS + 8), TEXT = 64 };

typedef struct input {
    const uint8_t *at;
    size_t left;
} input;

typedef struct made {
    struct ArrowSchema type, types[COLUMNS], word_types[COLUMNS], *type_list[COLUMNS];
    struct ArrowArray array, arrays[COLUMNS], words[COLUMNS], *array_list[COLUMNS];
    const void *own[1], *buffers[2 * COLUMNS][6];
    unsigned char *bytes[2 * COLUMNS][4];
    int used;
} made;

static void require(int holds)
{
    if (!holds)
        abort();
}

static int take(input *in)
{
    if (in->left == 0)
        return 0;
    in->left--;
    return *in->at++;
}

static void end_type(struct ArrowSchema *s)
{
    s->release = NULL;
}

static void end_array(struct ArrowArray *a)
{
    a->release = NULL;
}

/* Text offsets stay inside the text, for only that cannot be told; they may decrease or be negative. */
static void keep_inside(const char *format, unsigned char *offsets)
{
    const size_t width = format[0] == 'u' ? 4 : 8;
    if (strcmp(format, "u") != 0 && strcmp(format, "U") != 0)
        return;
    for (size_t i = 0; i < BUFFER / width; i++)
        if (offsets[i * width + width - 1] < 0x80) {
            offsets[i * width] %= TEXT + 1;
            memset(offsets + i * width + 1, 0, width - 1);
        }
}

static unsigned char *fill(made *m, input *in, int buffer, size_t size)
{
    unsigned char *bytes = calloc(size, 1);
    require(bytes != NULL);
    for (size_t i = 0; i < size && in->left > 0; i++)
        bytes[i] = (unsigned char)take(in);
    m->bytes[m->used][buffer] = bytes;
    m->buffers[m->used][buffer] = bytes;
    return bytes;
}

static void make_array(made *m, input *in, const char *format, int64_t length,
                       struct ArrowArray *out)
{
    static const int usual[] = {2, 3, 4, 0};
    const int odd = take(in), kind = format[0] == 'u' || format[0] == 'U' ? 1
                                     : format[0] == 'v'                   ? 2
                                     : format[0] == 'n'                   ? 3
                                                                          : 0;
    *out = (struct ArrowArray){.length = length,
                               .offset = odd % 4 == 1 ? take(in) % 5 - 1 : 0,
                               .null_count = odd % 8 == 2 ? take(in) - 2 : -1,
                               .n_buffers = odd % 32 == 3 ? take(in) % 6 : usual[kind],
                               .release = odd % 64 == 4 ? NULL : end_array};
    if (odd & 128)
        fill(m, in, 0, BUFFER / 8);
    keep_inside(format, fill(m, in, 1, BUFFER));
    fill(m, in, 2, TEXT);
    fill(m, in, 3, 8);
    if (kind == 2)
        memcpy(m->bytes[m->used][3], &(const int64_t){TEXT}, 8);
    out->buffers = m->buffers[m->used++];
}

static void make_column(made *m, input *in, int i)
{
    static const char *const formats[] = {"i", "u", "l",   "g",      "U",  "vu", "c",
                                          "C", "s", "S",   "I",      "L",  "e",  "f",
                                          "b", "n", "tdD", "d:38,0", "+l", "z",  ""};
    static const char *const names[COLUMNS] = {"a", "sex", "n", "b"};
    enum { COUNT = sizeof formats / sizeof formats[0] };
    const char *format = formats[take(in) % COUNT], *words = formats[take(in) % 6];
    const int odd = take(in);
    m->types[i] = (struct ArrowSchema){.format = format, .name = names[i], .release = end_type};
    m->type_list[i] = &m->types[i];
    m->array_list[i] = &m->arrays[i];
    make_array(m, in, format, odd % 16 == 1 ? take(in) % ROWS - 1 : ROWS, &m->arrays[i]);
    if ((odd & 32) == 0)
        return;
    m->word_types[i] = (struct ArrowSchema){.format = words, .release = end_type};
    make_array(m, in, words, take(in) % (ROWS + 1), &m->words[i]);
    m->types[i].dictionary = &m->word_types[i];
    m->arrays[i].dictionary = &m->words[i];
}

static void read_all(const made *m, const gdcs_schema *schema)
{
    const gdcs_read_options options = {.struct_size = sizeof options, .reject_limit = -1};
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_frame *frame = NULL, *back = NULL;
    gdcs_table *table = NULL;
    struct ArrowArrayStream stream;
    if (gdcs_arrow_read_table(&m->type, &m->array, schema, &options, &table, NULL, &error) !=
        GDCS_OK)
        require(table == NULL && error.message[0] != '\0');
    gdcs_table_free(table);
    error.message[0] = '\0';
    if (gdcs_arrow_read_frame(&m->type, &m->array, schema, &options, &frame, NULL, &error) !=
        GDCS_OK) {
        require(frame == NULL && error.message[0] != '\0');
        return;
    }
    require(gdcs_arrow_write_frame_stream(frame, &stream, NULL) == GDCS_OK);
    require(gdcs_arrow_read_frame_stream(&stream, NULL, NULL, &back, NULL, NULL) == GDCS_OK);
    stream.release(&stream);
    require(gdcs_frame_count_rows(frame) == gdcs_frame_count_rows(back));
    gdcs_frame_free(frame);
    gdcs_frame_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char text[] =
        "{\"columns\": [{\"name\": \"a\", \"concept\": \"area\"}, {\"name\": \"sex\", \"concept\": "
        "\"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\", \"1\": \"F\", \"\": \"_U\"}}, {\"name\": "
        "\"n\", \"concept\": \"count\", \"missing\": [\"9\"], \"ranges\": [\"<n\"]}]}";
    static gdcs_schema *schema;
    static made m;
    input in = {data, size};
    if (schema == NULL)
        require(gdcs_schema_parse(text, -1, &schema, NULL) == GDCS_OK);
    memset(&m, 0, sizeof m);
    const int odd = take(&in), columns = 1 + odd % COLUMNS;
    m.type = (struct ArrowSchema){
        .format = "+s", .n_children = columns, .children = m.type_list, .release = end_type};
    m.array = (struct ArrowArray){.length = odd % 8 == 7 ? take(&in) % ROWS : ROWS - 4,
                                  .offset = odd % 16 == 9 ? take(&in) % 6 - 1 : 0,
                                  .n_buffers = 1,
                                  .buffers = m.own,
                                  .n_children = columns,
                                  .children = m.array_list,
                                  .release = end_array};
    for (int i = 0; i < columns; i++)
        make_column(&m, &in, i);
    read_all(&m, NULL);
    read_all(&m, schema);
    for (int i = 0; i < 2 * COLUMNS; i++)
        for (int k = 0; k < 4; k++)
            free(m.bytes[i][k]);
    return 0;
}
