/* By the tables of Keiser & Lemire (2021), Validating UTF-8 in less than one instruction per byte: three
   look-ups by half bytes name every pair of neighbours that is wrong, and a subtraction says where a
   third or fourth byte must be.  What they refuse, and the rest that fills no register, is looked at
   character by character, which says where. */
#include "io/csv/utf8.h"
#include "core/text.h"
#include "io/csv/marks.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#    include <immintrin.h>
#elif defined(__aarch64__) && defined(__GNUC__) && defined(__ARM_NEON)
#    include <arm_neon.h>
#endif

enum { WORD = 64 };

size_t gdcs_i_utf8_boundary(const char *text, size_t size)
{
    for (size_t back = 1; back <= 3 && back <= size; back++) {
        const unsigned char c = (unsigned char)text[size - back];
        if (c < 0x80)
            return size;
        if (c >= 0xC0)
            return size - back;
    }
    return size;
}

static uint64_t below(size_t bits)
{
    return bits < WORD ? (UINT64_C(1) << bits) - 1 : ~UINT64_C(0);
}

/* Words that lie side by side are looked at as one text. */
static int glance_by(gdcs_i_utf8_checker *check, const char *text, size_t before, size_t words,
                     uint64_t high)
{
    const char *const all = text - before;
    for (uint64_t rest = high & below(words); rest != 0;) {
        const unsigned first = gdcs_i_lowest(rest);
        const uint64_t above = ~rest & ~below(first);
        const size_t stop = above != 0 ? gdcs_i_lowest(above) : WORD;
        const size_t end = before + stop * WORD;
        const size_t from = gdcs_i_utf8_boundary(all, before + first * WORD);
        const size_t good = from + check(all + from, end - from);
        if (good < end && (stop < words || good < gdcs_i_utf8_boundary(all, end)))
            return 0;
        rest &= ~below(stop);
    }
    return 1;
}

static int glance_plain(const char *text, size_t before, size_t words, uint64_t high)
{
    return glance_by(gdcs_i_utf8_valid, text, before, words, high);
}

#if (defined(__x86_64__) || (defined(__aarch64__) && defined(__ARM_NEON))) && defined(__GNUC__)

/* What may be wrong with two bytes; each has a bit. */
enum {
    SHORT = 1,       /* a character ends too early */
    LONG = 2,        /* a byte goes on where none began */
    OVERLONG3 = 4,   /* three bytes for what needs two */
    LARGE = 8,       /* beyond U+10FFFF */
    SURROGATE = 16,  /* U+D800 to U+DFFF */
    OVERLONG2 = 32,  /* two for what needs one */
    LARGER = 64,     /* far beyond, */
    OVERLONG4 = 64,  /* or four for what needs three */
    CONTINUES = 128, /* both go on: right if a third or fourth byte must be */
    ANY = SHORT | LONG | CONTINUES,
    BEYOND = ANY | LARGE | LARGER
};

/* By the high and low half of the first byte, and the high half of the second. */
static const uint8_t first_high[16] = {LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       LONG,
                                       CONTINUES,
                                       CONTINUES,
                                       CONTINUES,
                                       CONTINUES,
                                       SHORT | OVERLONG2,
                                       SHORT,
                                       SHORT | OVERLONG3 | SURROGATE,
                                       SHORT | LARGE | LARGER | OVERLONG4};
static const uint8_t first_low[16] = {ANY | OVERLONG3 | OVERLONG2 | OVERLONG4,
                                      ANY | OVERLONG2,
                                      ANY,
                                      ANY,
                                      ANY | LARGE,
                                      BEYOND,
                                      BEYOND,
                                      BEYOND,
                                      BEYOND,
                                      BEYOND,
                                      BEYOND,
                                      BEYOND,
                                      BEYOND,
                                      BEYOND | SURROGATE,
                                      BEYOND,
                                      BEYOND};
static const uint8_t second_high[16] = {SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        LONG | OVERLONG2 | CONTINUES | OVERLONG3 | LARGER,
                                        LONG | OVERLONG2 | CONTINUES | OVERLONG3 | LARGE,
                                        LONG | OVERLONG2 | CONTINUES | SURROGATE | LARGE,
                                        LONG | OVERLONG2 | CONTINUES | SURROGATE | LARGE,
                                        SHORT,
                                        SHORT,
                                        SHORT,
                                        SHORT};

static size_t from(const char *text, size_t at, size_t size)
{
    const size_t start = gdcs_i_utf8_boundary(text, at);
    return start + gdcs_i_utf8_valid(text + start, size - start);
}

#endif

#if defined(__x86_64__) && defined(__GNUC__)

__attribute__((target("avx2"))) static __m256i table(const uint8_t bytes[16])
{
    __m128i half;
    memcpy(&half, bytes, sizeof half);
    return _mm256_broadcastsi128_si256(half);
}

/* Bits where something is wrong with the bytes of `part`, those before it in `last`. */
__attribute__((target("avx2"))) static inline __m256i wrong(__m256i part, __m256i last)
{
    const __m256i half = _mm256_set1_epi8(0x0F),
                  shifted = _mm256_permute2x128_si256(last, part, 0x21);
    const __m256i before = _mm256_alignr_epi8(part, shifted, 15);
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(before, 4), half);
    const __m256i second = _mm256_and_si256(_mm256_srli_epi16(part, 4), half);
    const __m256i pair = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(table(first_high), high),
                         _mm256_shuffle_epi8(table(first_low), _mm256_and_si256(before, half))),
        _mm256_shuffle_epi8(table(second_high), second));
    const __m256i third =
        _mm256_subs_epu8(_mm256_alignr_epi8(part, shifted, 14), _mm256_set1_epi8(0xE0 - 0x80));
    const __m256i fourth =
        _mm256_subs_epu8(_mm256_alignr_epi8(part, shifted, 13), _mm256_set1_epi8(0xF0 - 0x80));
    const __m256i must =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(must, pair);
}

__attribute__((target("avx2"))) static int is_ascii(__m256i bytes)
{
    return _mm256_movemask_epi8(bytes) == 0;
}

__attribute__((target("avx2"))) static size_t check_avx2(const char *text, size_t size)
{
    __m256i last = _mm256_setzero_si256(), found = last;
    size_t at = 0;
    for (; size - at >= 2 * sizeof last; at += 2 * sizeof last) {
        __m256i a, b;
        memcpy(&a, text + at, sizeof a);
        memcpy(&b, text + at + sizeof a, sizeof b);
        if (!is_ascii(_mm256_or_si256(_mm256_or_si256(a, b), last)))
            found = _mm256_or_si256(wrong(a, last), wrong(b, a));
        if (!_mm256_testz_si256(found, found))
            break;
        last = b;
    }
    return from(text, at, size);
}

/* Words that follow one with a byte beyond ASCII show whether its last character is whole. */
static uint64_t words_of(uint64_t high, size_t words)
{
    return (high | high << 1) & below(words);
}

__attribute__((target("avx2"))) static int glance_avx2(const char *text, size_t before,
                                                       size_t words, uint64_t high)
{
    __m256i found = _mm256_setzero_si256();
    for (uint64_t rest = words_of(high, words); rest != 0; rest &= rest - 1) {
        const size_t at = gdcs_i_lowest(rest) * (size_t)WORD;
        __m256i last = _mm256_setzero_si256(), a, b;
        if (at + before > 0)
            memcpy(&last, text + at - sizeof last, sizeof last);
        memcpy(&a, text + at, sizeof a);
        memcpy(&b, text + at + sizeof a, sizeof b);
        found = _mm256_or_si256(found, _mm256_or_si256(wrong(a, last), wrong(b, a)));
    }
    return _mm256_testz_si256(found, found);
}

__attribute__((target("avx512f,avx512bw"))) static inline __m512i wide_table(
    const uint8_t bytes[16])
{
    __m128i part;
    memcpy(&part, bytes, sizeof part);
    return _mm512_broadcast_i32x4(part);
}

__attribute__((target("avx512f,avx512bw"))) static inline __m512i wide_wrong(__m512i part,
                                                                             __m512i last)
{
    const __m512i half = _mm512_set1_epi8(0x0F), shifted = _mm512_alignr_epi32(part, last, 12);
    const __m512i before = _mm512_alignr_epi8(part, shifted, 15);
    const __m512i high = _mm512_and_si512(_mm512_srli_epi16(before, 4), half);
    const __m512i second = _mm512_and_si512(_mm512_srli_epi16(part, 4), half);
    const __m512i pair =
        _mm512_and_si512(_mm512_and_si512(_mm512_shuffle_epi8(wide_table(first_high), high),
                                          _mm512_shuffle_epi8(wide_table(first_low),
                                                              _mm512_and_si512(before, half))),
                         _mm512_shuffle_epi8(wide_table(second_high), second));
    const __m512i third =
        _mm512_subs_epu8(_mm512_alignr_epi8(part, shifted, 14), _mm512_set1_epi8(0xE0 - 0x80));
    const __m512i fourth =
        _mm512_subs_epu8(_mm512_alignr_epi8(part, shifted, 13), _mm512_set1_epi8(0xF0 - 0x80));
    const __m512i must =
        _mm512_and_si512(_mm512_or_si512(third, fourth), _mm512_set1_epi8((char)0x80));
    return _mm512_xor_si512(must, pair);
}

__attribute__((target("avx512f,avx512bw"))) static int glance_avx512(const char *text,
                                                                     size_t before, size_t words,
                                                                     uint64_t high)
{
    __m512i found = _mm512_setzero_si512();
    for (uint64_t rest = words_of(high, words); rest != 0; rest &= rest - 1) {
        const size_t at = gdcs_i_lowest(rest) * (size_t)WORD;
        __m512i last = _mm512_setzero_si512(), part;
        if (at + before > 0)
            memcpy(&last, text + at - sizeof last, sizeof last);
        memcpy(&part, text + at, sizeof part);
        found = _mm512_or_si512(found, wide_wrong(part, last));
    }
    return _mm512_test_epi8_mask(found, found) == 0;
}

gdcs_i_utf8_glancer *gdcs_i_utf8_glance(int way)
{
    return way == GDCS_I_MARKS_AVX512 ? glance_avx512
           : way == GDCS_I_MARKS_AVX2 ? glance_avx2
                                      : glance_plain;
}

gdcs_i_utf8_checker *gdcs_i_utf8_way(int way)
{
    return way == GDCS_I_MARKS_AVX2 || way == GDCS_I_MARKS_AVX512 ? check_avx2 : gdcs_i_utf8_valid;
}

#elif defined(__aarch64__) && defined(__GNUC__) && defined(__ARM_NEON)

static uint8x16_t wrong(uint8x16_t part, uint8x16_t last)
{
    const uint8x16_t before = vextq_u8(last, part, 15);
    const uint8x16_t pair =
        vandq_u8(vandq_u8(vqtbl1q_u8(vld1q_u8(first_high), vshrq_n_u8(before, 4)),
                          vqtbl1q_u8(vld1q_u8(first_low), vandq_u8(before, vdupq_n_u8(0x0F)))),
                 vqtbl1q_u8(vld1q_u8(second_high), vshrq_n_u8(part, 4)));
    const uint8x16_t third = vqsubq_u8(vextq_u8(last, part, 14), vdupq_n_u8(0xE0 - 0x80));
    const uint8x16_t fourth = vqsubq_u8(vextq_u8(last, part, 13), vdupq_n_u8(0xF0 - 0x80));
    return veorq_u8(vandq_u8(vorrq_u8(third, fourth), vdupq_n_u8(0x80)), pair);
}

static size_t check_neon(const char *text, size_t size)
{
    uint8x16_t last = vdupq_n_u8(0);
    size_t at = 0;
    for (; size - at >= sizeof last; at += sizeof last) {
        const uint8x16_t part = vld1q_u8((const uint8_t *)text + at);
        if (vmaxvq_u8(vorrq_u8(part, last)) > 0x7F && vmaxvq_u8(wrong(part, last)) != 0)
            break;
        last = part;
    }
    return from(text, at, size);
}

static int glance_neon(const char *text, size_t before, size_t words, uint64_t high)
{
    return glance_by(check_neon, text, before, words, high);
}

gdcs_i_utf8_glancer *gdcs_i_utf8_glance(int way)
{
    return way == GDCS_I_MARKS_NEON ? glance_neon : glance_plain;
}

gdcs_i_utf8_checker *gdcs_i_utf8_way(int way)
{
    return way == GDCS_I_MARKS_NEON ? check_neon : gdcs_i_utf8_valid;
}

#else

gdcs_i_utf8_glancer *gdcs_i_utf8_glance(int way)
{
    (void)way;
    return glance_plain;
}

gdcs_i_utf8_checker *gdcs_i_utf8_way(int way)
{
    (void)way;
    return gdcs_i_utf8_valid;
}

#endif
