/* The structs as the specification of Arrow lays them out, so that other software finds what is in them. */
#include <gdcs/arrow.h>

#include <criterion/criterion.h>
#include <stddef.h>

TestSuite(arrow_layout, .timeout = 20);

/* A member begins at the next multiple of its alignment. */
static size_t member(size_t *used, size_t size, size_t alignment)
{
    const size_t at = (*used + alignment - 1) / alignment * alignment;
    *used = at + size;
    return at;
}

static size_t pointer(size_t *used)
{
    return member(used, sizeof(void *), _Alignof(void *));
}

static size_t number(size_t *used)
{
    return member(used, 8, _Alignof(int64_t));
}

static size_t end(size_t used)
{
    member(&used, 0, _Alignof(int64_t) > _Alignof(void *) ? _Alignof(int64_t) : _Alignof(void *));
    return used;
}

#define AT(type, name, kind)                                                                       \
    cr_expect(offsetof(struct type, name) == kind(&used), #type "." #name " at %zu",               \
              offsetof(struct type, name))

Test(arrow_layout, of_a_type)
{
    size_t used = 0;
    AT(ArrowSchema, format, pointer);
    AT(ArrowSchema, name, pointer);
    AT(ArrowSchema, metadata, pointer);
    AT(ArrowSchema, flags, number);
    AT(ArrowSchema, n_children, number);
    AT(ArrowSchema, children, pointer);
    AT(ArrowSchema, dictionary, pointer);
    AT(ArrowSchema, release, pointer);
    AT(ArrowSchema, private_data, pointer);
    cr_expect(sizeof(struct ArrowSchema) == end(used));
    cr_expect(sizeof(void *) != 8 || sizeof(struct ArrowSchema) == 72);
    cr_expect(ARROW_FLAG_DICTIONARY_ORDERED == 1 && ARROW_FLAG_NULLABLE == 2 &&
              ARROW_FLAG_MAP_KEYS_SORTED == 4);
}

Test(arrow_layout, of_an_array)
{
    size_t used = 0;
    AT(ArrowArray, length, number);
    AT(ArrowArray, null_count, number);
    AT(ArrowArray, offset, number);
    AT(ArrowArray, n_buffers, number);
    AT(ArrowArray, n_children, number);
    AT(ArrowArray, buffers, pointer);
    AT(ArrowArray, children, pointer);
    AT(ArrowArray, dictionary, pointer);
    AT(ArrowArray, release, pointer);
    AT(ArrowArray, private_data, pointer);
    cr_expect(sizeof(struct ArrowArray) == end(used));
    cr_expect(sizeof(void *) != 8 || sizeof(struct ArrowArray) == 80);
}

Test(arrow_layout, of_a_stream)
{
    size_t used = 0;
    AT(ArrowArrayStream, get_schema, pointer);
    AT(ArrowArrayStream, get_next, pointer);
    AT(ArrowArrayStream, get_last_error, pointer);
    AT(ArrowArrayStream, release, pointer);
    AT(ArrowArrayStream, private_data, pointer);
    cr_expect(sizeof(struct ArrowArrayStream) == 5 * sizeof(void *));
}
