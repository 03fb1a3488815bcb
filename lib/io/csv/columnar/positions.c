/* Bit after bit costs a branch that nobody can foresee at the end of each word.  So eight positions are
   written at once, whether the word has them or not, and the next word's overwrite what was too much
   (Langdale & Lemire 2019, Parsing gigabytes of JSON per second); AVX-512 writes sixteen. */
#include "io/csv/columnar/positions.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/marks.h"

#include <stdlib.h>

#if defined(__x86_64__) && defined(__GNUC__)
#    include <immintrin.h>
#endif

enum { WORD = 64 };

/* The lowest bit alone times a de Bruijn sequence has a number of its own in its top six bits. */
static uint32_t lowest(uint64_t word)
{
    static const unsigned char places[WORD] = {
        0,  1,  48, 2,  57, 49, 28, 3,  61, 58, 50, 42, 38, 29, 17, 4,  62, 55, 59, 36, 53, 51,
        43, 22, 45, 39, 33, 30, 24, 18, 12, 5,  63, 47, 56, 27, 60, 41, 37, 16, 54, 35, 52, 21,
        44, 32, 23, 11, 46, 26, 40, 15, 34, 20, 31, 10, 25, 14, 19, 9,  13, 8,  7,  6};
    return places[((word & (~word + 1)) * UINT64_C(0x03F79D71B4CB0A89)) >> 58];
}

/* Warren 2013, Hacker's Delight, 5-1. */
static size_t count_plain(const uint64_t *marks, size_t words)
{
    size_t count = 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t x = marks[i];
        x -= x >> 1 & UINT64_C(0x5555555555555555);
        x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
        x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
        count += (size_t)((x * UINT64_C(0x0101010101010101)) >> 56);
    }
    return count;
}

static size_t place_plain(const uint64_t *marks, size_t words, uint32_t *positions)
{
    uint32_t *at = positions;
    for (size_t i = 0; i < words; i++)
        for (uint64_t word = marks[i]; word != 0; word &= word - 1)
            *at++ = (uint32_t)(WORD * i) + lowest(word);
    return (size_t)(at - positions);
}

#if defined(__x86_64__) && defined(__GNUC__)

__attribute__((target("popcnt"))) static size_t count_popcnt(const uint64_t *marks, size_t words)
{
    size_t count = 0;
    for (size_t i = 0; i < words; i++)
        count += (size_t)_mm_popcnt_u64(marks[i]);
    return count;
}

static size_t count_bits(const uint64_t *marks, size_t words)
{
    return __builtin_cpu_supports("popcnt") ? count_popcnt(marks, words)
                                            : count_plain(marks, words);
}

__attribute__((target("bmi,popcnt"))) static size_t place_bmi(const uint64_t *marks, size_t words,
                                                              uint32_t *positions)
{
    enum { ROW = 8 };
    uint32_t *at = positions;
    for (size_t i = 0; i < words; i++) {
        uint64_t word = marks[i];
        const uint32_t base = (uint32_t)(WORD * i);
        const int count = (int)_mm_popcnt_u64(word);
        for (int k = 0; k < count; k += ROW)
            for (int j = 0; j < ROW; j++, word = _blsr_u64(word))
                at[k + j] = base + (uint32_t)_tzcnt_u64(word);
        at += count;
    }
    return (size_t)(at - positions);
}

__attribute__((target("avx512f,popcnt"))) static size_t place_avx512(const uint64_t *marks,
                                                                     size_t words,
                                                                     uint32_t *positions)
{
    enum { ROW = 16 };
    uint32_t *at = positions;
    const __m512i first = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (size_t i = 0; i < words; i++)
        for (unsigned part = 0; part < WORD; part += ROW) {
            const __mmask16 mask = (__mmask16)(marks[i] >> part);
            const __m512i all = _mm512_add_epi32(first, _mm512_set1_epi32((int)(WORD * i + part)));
            _mm512_storeu_si512(at, _mm512_maskz_compress_epi32(mask, all));
            at += _mm_popcnt_u32(mask);
        }
    return (size_t)(at - positions);
}

/* The numbers of up to 64 bits as bytes, of which few words need more than the first sixteen. */
__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) static size_t place_vbmi2(
    const uint64_t *marks, size_t words, uint32_t *positions)
{
    enum { ROW = 16 };
    unsigned char numbers[WORD];
    uint32_t *at = positions;
    for (int i = 0; i < WORD; i++)
        numbers[i] = (unsigned char)i;
    const __m512i first = _mm512_loadu_si512(numbers);
    for (size_t i = 0; i < words; i++) {
        const int count = (int)_mm_popcnt_u64(marks[i]);
        const __m512i base = _mm512_set1_epi32((int)(WORD * i));
        const __m512i found = _mm512_maskz_compress_epi8(marks[i], first);
        _mm512_storeu_si512(
            at, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found))));
        if (count > ROW) {
            _mm512_storeu_si512(numbers, found);
            for (int k = ROW; k < count; k++)
                at[k] = (uint32_t)(WORD * i) + numbers[k];
        }
        at += count;
    }
    return (size_t)(at - positions);
}

static gdcs_i_placer *placer_of(int way)
{
    switch (way) {
    case GDCS_I_POSITIONS_PLAIN: return place_plain;
    case GDCS_I_POSITIONS_BMI:
        return __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt") ? place_bmi : NULL;
    case GDCS_I_POSITIONS_AVX512: return __builtin_cpu_supports("avx512f") ? place_avx512 : NULL;
    case GDCS_I_POSITIONS_VBMI2: return __builtin_cpu_supports("avx512vbmi2") ? place_vbmi2 : NULL;
    default: return NULL;
    }
}

#else

static size_t count_bits(const uint64_t *marks, size_t words)
{
    return count_plain(marks, words);
}

static gdcs_i_placer *placer_of(int way)
{
    return way == GDCS_I_POSITIONS_PLAIN ? place_plain : NULL;
}

#endif

int gdcs_i_positions_beside(int marks)
{
    switch (marks) {
    case GDCS_I_MARKS_PLAIN:
    case GDCS_I_MARKS_SSE2: return GDCS_I_POSITIONS_PLAIN;
    case GDCS_I_MARKS_AVX2:
        return placer_of(GDCS_I_POSITIONS_BMI) != NULL ? GDCS_I_POSITIONS_BMI
                                                       : GDCS_I_POSITIONS_PLAIN;
    default: return GDCS_I_POSITIONS_FASTEST;
    }
}

gdcs_i_placer *gdcs_i_positions_way(int way)
{
    gdcs_i_placer *placer = NULL;
    if (way != GDCS_I_POSITIONS_FASTEST)
        return placer_of(way);
    for (int i = GDCS_I_POSITIONS_NONE; placer == NULL; i--)
        placer = placer_of(i);
    return placer;
}

/* What was there is of no use. */
static gdcs_status make_room(uint32_t **positions, int64_t *room, int64_t need, gdcs_error *err)
{
    void *memory = NULL;
    if (*room >= need)
        return GDCS_OK;
    free(*positions);
    *positions = NULL;
    *room = 0;
    TRY(gdcs_i_alloc(&memory, need + need / 4, sizeof **positions, err));
    *positions = memory;
    *room = need + need / 4;
    return GDCS_OK;
}

gdcs_status gdcs_i_positions(gdcs_i_placer *placer, const uint64_t *marks, size_t size,
                             uint32_t **positions, int64_t *room, int64_t *count, gdcs_error *err)
{
    const size_t words = (size + WORD - 1) / WORD;
    const int64_t need = (int64_t)count_bits(marks, words) + 1 + GDCS_I_POSITIONS_BEYOND;
    TRY(make_room(positions, room, need, err));
    **positions = UINT32_MAX;
    *count = (int64_t)placer(marks, words, *positions + 1);
    return GDCS_OK;
}
