/* Vector units compare 16 to 64 bytes at once; without one, eight bytes of a word are compared by the
   exact zero-byte test (Mycroft; Warren 2013, Hacker's Delight, 6-1), which no carry can mislead. */
#include "io/csv/marks.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#    include <immintrin.h>
#elif defined(__aarch64__) && defined(__GNUC__)
#    include <arm_neon.h>
#endif

/* The top bit of each byte that is zero. */
static uint64_t zeros(uint64_t word)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    return ~(((word & low) + low) | word | low);
}

/* The top bits of the bytes side by side: bit i of the result is that of byte i. */
static uint64_t gather(uint64_t tops)
{
    return ((tops >> 7) * UINT64_C(0x0102040810204080)) >> 56;
}

/* Warren 2013, 5-1. */
static int64_t ones(uint64_t x)
{
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (int64_t)((x * UINT64_C(0x0101010101010101)) >> 56);
}

static uint64_t every(char c)
{
    return UINT64_C(0x0101010101010101) * (unsigned char)c;
}

/* Bit w: is there a bit in word w? */
static uint64_t words_with(const uint64_t *marks, size_t words)
{
    uint64_t any = 0;
    for (size_t w = 0; w < words; w++)
        any |= (uint64_t)(marks[w] != 0) << w;
    return any;
}

/* What the marks of all words say of them. */
static void sum_up(gdcs_i_marks *out, size_t words)
{
    out->quoted = words_with(out->quotes, words);
    out->returned = words_with(out->returns, words);
    for (uint64_t rest = out->quoted; rest != 0; rest &= rest - 1) {
        const unsigned w = gdcs_i_lowest(rest);
        uint64_t x = out->quotes[w];
        for (unsigned i = 1; i < 64; i <<= 1)
            x ^= x << i;
        out->inside[w] = x;
    }
}

static void mark_plain(const char *bytes, size_t words, char delimiter, char quote,
                       gdcs_i_marks *out)
{
    const uint64_t delimiters = every(delimiter), quotes = every(quote);
    const uint64_t feeds = every('\n'), returns = every('\r');
    uint64_t nul = 0;
    int64_t lines = 0;
    out->high = 0;
    for (size_t w = 0; w < words; w++) {
        uint64_t d = 0, f = 0, q = 0, r = 0, high = 0;
        for (unsigned i = 0; i < 64; i += 8) {
            const uint64_t word = gdcs_i_load(bytes + 64 * w + i);
            high |= word;
            nul |= zeros(word);
            d |= gather(zeros(word ^ delimiters)) << i;
            f |= gather(zeros(word ^ feeds)) << i;
            q |= gather(zeros(word ^ quotes)) << i;
            r |= gather(zeros(word ^ returns)) << i;
        }
        out->stops[w] = d | f;
        out->feeds[w] = f;
        out->quotes[w] = q;
        out->returns[w] = r;
        out->high |= (uint64_t)((high & UINT64_C(0x8080808080808080)) != 0) << w;
        lines += ones(f);
    }
    out->lines = lines;
    out->nul = nul != 0;
    sum_up(out, words);
}

#if defined(__x86_64__) && defined(__GNUC__)

static uint64_t bits16(__m128i equal)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(equal);
}

static void mark_sse2(const char *bytes, size_t words, char delimiter, char quote,
                      gdcs_i_marks *out)
{
    const __m128i delimiters = _mm_set1_epi8(delimiter), quotes = _mm_set1_epi8(quote);
    const __m128i feeds = _mm_set1_epi8('\n'), returns = _mm_set1_epi8('\r');
    const __m128i nothing = _mm_setzero_si128();
    __m128i lines = nothing, least = _mm_set1_epi8(-1);
    out->high = 0;
    for (size_t w = 0; w < words; w++) {
        uint64_t s = 0, f = 0, q = 0, r = 0;
        __m128i count = nothing, high = nothing;
        for (unsigned i = 0; i < 64; i += 16) {
            __m128i part;
            memcpy(&part, bytes + 64 * w + i, sizeof part);
            const __m128i feed = _mm_cmpeq_epi8(part, feeds);
            high = _mm_or_si128(high, part);
            least = _mm_min_epu8(least, part);
            count = _mm_sub_epi8(count, feed);
            f |= bits16(feed) << i;
            s |= bits16(_mm_or_si128(feed, _mm_cmpeq_epi8(part, delimiters))) << i;
            q |= bits16(_mm_cmpeq_epi8(part, quotes)) << i;
            r |= bits16(_mm_cmpeq_epi8(part, returns)) << i;
        }
        out->stops[w] = s;
        out->feeds[w] = f;
        out->quotes[w] = q;
        out->returns[w] = r;
        out->high |= (uint64_t)(_mm_movemask_epi8(high) != 0) << w;
        lines = _mm_add_epi64(lines, _mm_sad_epu8(count, nothing));
    }
    out->lines = _mm_cvtsi128_si64(_mm_add_epi64(lines, _mm_unpackhi_epi64(lines, lines)));
    out->nul = bits16(_mm_cmpeq_epi8(least, nothing)) != 0;
    sum_up(out, words);
}

__attribute__((target("avx2"))) static uint64_t bits32(__m256i low, __m256i high)
{
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(low) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

/* The same as words_with(), four at once; what lies behind the last is not used. */
__attribute__((target("avx2"))) static uint64_t words_with_avx2(const uint64_t marks[GDCS_I_MARKED],
                                                                size_t words)
{
    uint64_t none = 0;
    for (size_t w = 0; w < words; w += 4) {
        __m256i four;
        memcpy(&four, marks + w, sizeof four);
        const __m256i zero = _mm256_cmpeq_epi64(four, _mm256_setzero_si256());
        none |= (uint64_t)(unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(zero)) << w;
    }
    return ~none & (words < 64 ? (UINT64_C(1) << words) - 1 : ~UINT64_C(0));
}

/* A product without carries with all ones is the parity up to each bit. */
__attribute__((target("avx2,pclmul"))) static void sum_up_avx2(gdcs_i_marks *out, size_t words)
{
    out->quoted = words_with_avx2(out->quotes, words);
    out->returned = words_with_avx2(out->returns, words);
    for (uint64_t rest = out->quoted; rest != 0; rest &= rest - 1) {
        const unsigned w = gdcs_i_lowest(rest);
        const __m128i quotes = _mm_cvtsi64_si128((int64_t)out->quotes[w]);
        out->inside[w] =
            (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(quotes, _mm_set1_epi8(-1), 0));
    }
}

__attribute__((target("avx2,popcnt"))) static void mark_avx2(const char *bytes, size_t words,
                                                             char delimiter, char quote,
                                                             gdcs_i_marks *out)
{
    const __m256i delimiters = _mm256_set1_epi8(delimiter), quotes = _mm256_set1_epi8(quote);
    const __m256i feeds = _mm256_set1_epi8('\n'), returns = _mm256_set1_epi8('\r');
    __m256i least = _mm256_set1_epi8(-1);
    uint64_t high = 0;
    int64_t lines = 0;
    for (size_t w = 0; w < words; w++) {
        __m256i a, b;
        memcpy(&a, bytes + 64 * w, sizeof a);
        memcpy(&b, bytes + 64 * w + 32, sizeof b);
        const __m256i feed_a = _mm256_cmpeq_epi8(a, feeds), feed_b = _mm256_cmpeq_epi8(b, feeds);
        high |= (uint64_t)(_mm256_movemask_epi8(_mm256_or_si256(a, b)) != 0) << w;
        least = _mm256_min_epu8(least, _mm256_min_epu8(a, b));
        out->feeds[w] = bits32(feed_a, feed_b);
        lines += _mm_popcnt_u64(out->feeds[w]);
        out->stops[w] = bits32(_mm256_or_si256(feed_a, _mm256_cmpeq_epi8(a, delimiters)),
                               _mm256_or_si256(feed_b, _mm256_cmpeq_epi8(b, delimiters)));
        out->quotes[w] = bits32(_mm256_cmpeq_epi8(a, quotes), _mm256_cmpeq_epi8(b, quotes));
        out->returns[w] = bits32(_mm256_cmpeq_epi8(a, returns), _mm256_cmpeq_epi8(b, returns));
    }
    out->lines = lines;
    out->nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256())) != 0;
    out->high = high;
    sum_up_avx2(out, words);
}

__attribute__((target("avx512f,avx512bw,popcnt"))) static void mark_avx512(
    const char *bytes, size_t words, char delimiter, char quote, gdcs_i_marks *out)
{
    const __m512i delimiters = _mm512_set1_epi8(delimiter), quotes = _mm512_set1_epi8(quote);
    const __m512i feeds = _mm512_set1_epi8('\n'), returns = _mm512_set1_epi8('\r');
    __m512i least = _mm512_set1_epi8(-1);
    uint64_t high[GDCS_I_MARKED];
    int64_t lines = 0;
    for (size_t w = 0; w < words; w++) {
        __m512i part;
        memcpy(&part, bytes + 64 * w, sizeof part);
        high[w] = _mm512_movepi8_mask(part);
        least = _mm512_min_epu8(least, part);
        const uint64_t feed = _mm512_cmpeq_epi8_mask(part, feeds);
        out->feeds[w] = feed;
        lines += _mm_popcnt_u64(feed);
        out->stops[w] = feed | _mm512_cmpeq_epi8_mask(part, delimiters);
        out->quotes[w] = _mm512_cmpeq_epi8_mask(part, quotes);
        out->returns[w] = _mm512_cmpeq_epi8_mask(part, returns);
    }
    out->lines = lines;
    out->nul = _mm512_cmpeq_epi8_mask(least, _mm512_setzero_si512()) != 0;
    out->high = words_with_avx2(high, words);
    sum_up_avx2(out, words);
}

static int has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul");
}

/* The system must keep the wide registers too, which the built-in asks. */
gdcs_i_marker *gdcs_i_marks_way(int way)
{
    switch (way) {
    case GDCS_I_MARKS_PLAIN: return mark_plain;
    case GDCS_I_MARKS_SSE2: return mark_sse2;
    case GDCS_I_MARKS_AVX2: return has_avx2() ? mark_avx2 : NULL;
    case GDCS_I_MARKS_AVX512:
        return has_avx2() && __builtin_cpu_supports("avx512bw") ? mark_avx512 : NULL;
    default: return NULL;
    }
}

#elif defined(__aarch64__) && defined(__GNUC__) && defined(__ARM_NEON)

/* 64 comparisons to 64 bits: each byte keeps the bit of its place, and pairs are added three times. */
static uint64_t bits64(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
    static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t place = vld1q_u8(places);
    const uint8x16_t ab = vpaddq_u8(vandq_u8(a, place), vandq_u8(b, place));
    const uint8x16_t cd = vpaddq_u8(vandq_u8(c, place), vandq_u8(d, place));
    const uint8x16_t all = vpaddq_u8(ab, cd);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

static uint64_t equal64(const uint8x16_t part[4], uint8x16_t c)
{
    return bits64(vceqq_u8(part[0], c), vceqq_u8(part[1], c), vceqq_u8(part[2], c),
                  vceqq_u8(part[3], c));
}

static void mark_neon(const char *bytes, size_t words, char delimiter, char quote,
                      gdcs_i_marks *out)
{
    const uint8x16_t delimiters = vdupq_n_u8((uint8_t)delimiter);
    const uint8x16_t quotes = vdupq_n_u8((uint8_t)quote);
    const uint8x16_t feeds = vdupq_n_u8('\n'), returns = vdupq_n_u8('\r');
    uint8x16_t least = vdupq_n_u8(255);
    int64_t lines = 0;
    out->high = 0;
    for (size_t w = 0; w < words; w++) {
        uint8x16_t part[4], most = vdupq_n_u8(0);
        for (unsigned i = 0; i < 4; i++) {
            part[i] = vld1q_u8((const uint8_t *)bytes + 64 * w + 16 * i);
            most = vmaxq_u8(most, part[i]);
            least = vminq_u8(least, part[i]);
        }
        out->high |= (uint64_t)(vmaxvq_u8(most) > 0x7F) << w;
        out->feeds[w] = equal64(part, feeds);
        lines += ones(out->feeds[w]);
        out->stops[w] = out->feeds[w] | equal64(part, delimiters);
        out->quotes[w] = equal64(part, quotes);
        out->returns[w] = equal64(part, returns);
    }
    out->lines = lines;
    out->nul = vminvq_u8(least) == 0;
    sum_up(out, words);
}

gdcs_i_marker *gdcs_i_marks_way(int way)
{
    return way == GDCS_I_MARKS_PLAIN ? mark_plain : way == GDCS_I_MARKS_NEON ? mark_neon : NULL;
}

#else

gdcs_i_marker *gdcs_i_marks_way(int way)
{
    return way == GDCS_I_MARKS_PLAIN ? mark_plain : NULL;
}

#endif

int gdcs_i_marks_fastest(void)
{
    int way = GDCS_I_MARKS_NONE;
    while (gdcs_i_marks_way(way) == NULL)
        way--;
    return way;
}
