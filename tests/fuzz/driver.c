/* Runs a fuzz target without libFuzzer: driver CORPUS ROUNDS.  Each file of the corpus as it is, then
   ROUNDS inputs made from them by a fixed sequence of changes, the same on every machine. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 4096, FILES = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct input {
    uint8_t bytes[LARGEST];
    size_t size;
} files[FILES];
static int count;
static uint64_t state = 20251121; /* Marsaglia (2003), xorshift64 */

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return n == 0 ? 0 : (size_t)(state % n);
}

static void read_corpus(const char *folder)
{
    char path[1024];
    const struct dirent *entry;
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        perror(folder);
        exit(2);
    }
    while (count < FILES && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        FILE *f = fopen(path, "rb");
        if (f == NULL) {
            perror(path);
            exit(2);
        }
        files[count].size = fread(files[count].bytes, 1, LARGEST, f);
        count++;
        fclose(f);
    }
    closedir(dir);
}

static int by_bytes(const void *a, const void *b)
{
    const struct input *x = a, *y = b;
    const int order = memcmp(x->bytes, y->bytes, x->size < y->size ? x->size : y->size);
    return order != 0 ? order : (x->size > y->size) - (x->size < y->size);
}

static void change(struct input *in)
{
    static const char special[] = "\",;\n\r\t\0\\{}[]:0.-eE\xff\xc3\xef\xbb\xbf";
    const size_t at = below(in->size + 1), rest = in->size - at;
    const struct input *other = &files[below((size_t)count)];
    size_t n = 1 + below(8);
    switch (below(6)) {
    case 0: /* a bit */
        if (rest > 0)
            in->bytes[at] ^= (uint8_t)(1 << below(8));
        break;
    case 1: /* a byte that means something */
        if (rest > 0)
            in->bytes[at] = (uint8_t)special[below(sizeof special - 1)];
        break;
    case 2: /* cut out */
        n = n < rest ? n : rest;
        memmove(in->bytes + at, in->bytes + at + n, rest - n);
        in->size -= n;
        break;
    case 3: /* cut off */ in->size = at; break;
    case 4: /* a piece of itself once more */
        n = n < rest ? n : rest;
        if (in->size + n <= LARGEST) {
            memmove(in->bytes + at + n, in->bytes + at, rest);
            in->size += n;
        }
        break;
    default: /* go on as another input does */
        n = below(other->size + 1);
        n = n < LARGEST - at ? n : LARGEST - at;
        memcpy(in->bytes + at, other->bytes + other->size - n, n);
        in->size = at + n;
    }
}

/* A block of exactly the size, so that a sanitizer sees the first byte read beyond it. */
static void try(const struct input *in)
{
    uint8_t *bytes = malloc(in->size);
    if (bytes == NULL && in->size > 0)
        exit(2);
    if (in->size > 0)
        memcpy(bytes, in->bytes, in->size);
    LLVMFuzzerTestOneInput(bytes, in->size);
    free(bytes);
}

int main(int argc, char **argv)
{
    static struct input in;
    if (argc != 3) {
        fprintf(stderr, "usage: %s CORPUS ROUNDS\n", argv[0]);
        return 2;
    }
    read_corpus(argv[1]);
    qsort(files, (size_t)count, sizeof files[0], by_bytes);
    for (int i = 0; i < count; i++)
        try(&files[i]);
    const long rounds = atol(argv[2]);
    for (long i = 0; i < rounds; i++) {
        in = files[below((size_t)count)];
        for (size_t n = 1 + below(6); n > 0; n--)
            change(&in);
        try(&in);
    }
    printf("%d files, %ld changed inputs\n", count, rounds);
    return count == 0;
}
