/* Where the bytes are that mean something in delimited text: one bit a byte.  One way for each kind of
   processor; all give the same bits. */
#ifndef GDCS_IO_CSV_MARKS_H
#define GDCS_IO_CSV_MARKS_H

#include <stddef.h>
#include <stdint.h>

enum {
    GDCS_I_MARKED = 64, /* words of marks at most in one call: 4096 bytes */
    GDCS_I_MARKS_FASTEST = 0,
    GDCS_I_MARKS_PLAIN,
    GDCS_I_MARKS_SSE2,
    GDCS_I_MARKS_AVX2,
    GDCS_I_MARKS_AVX512,
    GDCS_I_MARKS_NEON,
    GDCS_I_MARKS_NONE
};

/* Bit i of word w speaks of byte 64 w + i. */
typedef struct gdcs_i_marks {
    uint64_t stops[GDCS_I_MARKED];   /* delimiter or LF, in quotes or not */
    uint64_t feeds[GDCS_I_MARKED];   /* LF */
    uint64_t quotes[GDCS_I_MARKED];  /* quote */
    uint64_t returns[GDCS_I_MARKED]; /* CR */
    uint64_t inside[GDCS_I_MARKED];  /* of words with a quote: are the quotes up to here odd? */
    int64_t lines;                   /* LFs */
    uint64_t quoted;                 /* bit w: is there a quote in word w, */
    uint64_t returned;               /* a CR, */
    uint64_t high;                   /* a byte beyond ASCII? */
    int nul;                         /* is there a NUL anywhere? */
} gdcs_i_marks;

/* Mark words * 64 bytes, 1 <= words <= GDCS_I_MARKED. */
typedef void gdcs_i_marker(const char *bytes, size_t words, char delimiter, char quote,
                           gdcs_i_marks *out);

/* The way of that number, or NULL if this processor does not have it. */
gdcs_i_marker *gdcs_i_marks_way(int way);

/* The number of the fastest it has. */
int gdcs_i_marks_fastest(void);
/* Eight bytes, the first in the lowest place whatever the machine; compilers know this for one load. */
static inline uint64_t gdcs_i_load(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
           (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

/* The place of the lowest bit, of x > 0. */
static inline unsigned gdcs_i_lowest(uint64_t x)
{
#ifdef __GNUC__
    return (unsigned)__builtin_ctzll(x);
#else
    unsigned i = 0;
    while ((x >> i & 1) == 0)
        i++;
    return i;
#endif
}
#endif
