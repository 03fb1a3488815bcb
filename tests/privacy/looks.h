/* How a number may lie in bytes: as digits, grouped or not, and as they are in memory. */
#ifndef GDCS_TESTS_PRIVACY_LOOKS_H
#define GDCS_TESTS_PRIVACY_LOOKS_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What a number looks like. */
enum { LOOKS = 16 };
struct look {
    char bytes[40];
    size_t size;
};

static inline void grouped(const char *digits, const char *mark, struct look *out)
{
    const size_t n = strlen(digits);
    out->size = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            memcpy(out->bytes + out->size, mark, strlen(mark));
            out->size += strlen(mark);
        }
        out->bytes[out->size++] = digits[i];
    }
}

static inline void raw(const void *number, size_t size, int turned, struct look *out)
{
    const char *from = number;
    out->size = size;
    for (size_t i = 0; i < size; i++)
        out->bytes[i] = from[turned ? size - 1 - i : i];
}

static inline void look(double x, struct look *out)
{
    static const char *const marks[] = {
        "", " ", ",", ".", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "_", "\xE2\x80\x99"};
    const int64_t integer = (int64_t)x;
    const int32_t small = (int32_t)x;
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", (long long)integer);
    for (int i = 0; i < 10; i++)
        grouped(digits, marks[i], &out[i]);
    for (int turned = 0; turned < 2; turned++) {
        raw(&x, sizeof x, turned, &out[10 + turned]);
        raw(&integer, sizeof integer, turned, &out[12 + turned]);
        raw(&small, sizeof small, turned, &out[14 + turned]);
    }
}

static inline int has(const void *bytes, size_t size, const struct look *l)
{
    const char *from = bytes;
    for (size_t i = 0; i + l->size <= size; i++)
        if (memcmp(from + i, l->bytes, l->size) == 0)
            return 1;
    return 0;
}

/* How many looks of these numbers the bytes have. */
static inline int found(const void *bytes, size_t size, const double *secrets, int n)
{
    int count = 0;
    for (int s = 0; s < n; s++) {
        struct look looks[LOOKS];
        look(secrets[s], looks);
        for (int i = 0; i < LOOKS; i++)
            count += has(bytes, size, &looks[i]);
    }
    return count;
}
#endif
