/* Random numbers by counting: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, Parallel random
   numbers: as easy as 1, 2, 3, SC '11).  The numbers of a stream are a function of seed, stream and
   place alone.  Give each replicate a stream of its own: then no order and no number of threads
   changes a result. */
#ifndef GDCS_NUM_RNG_H
#define GDCS_NUM_RNG_H

#include <stdint.h>

typedef struct gdcs_i_rng {
    uint64_t seed;
    uint64_t stream;
    uint64_t block;    /* the next block of four words */
    uint32_t words[4]; /* of the block before */
    int32_t left;      /* of those words */
} gdcs_i_rng;

/* Ten rounds: one block of four words from a key and a counter. */
void gdcs_i_rng_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]);

/* The beginning of a stream. */
gdcs_i_rng gdcs_i_rng_at(uint64_t seed, uint64_t stream);

/* 64 bits. */
uint64_t gdcs_i_rng_bits(gdcs_i_rng *rng);

/* Uniform in (0, 1): 2^52 values, none of them an end. */
double gdcs_i_rng_unit(gdcs_i_rng *rng);

/* The draws below take and give whole numbers of up to 2^53 as doubles. */

/* Successes in n trials. */
double gdcs_i_rng_binomial(gdcs_i_rng *rng, double n, double p);

/* Marked ones among `drawn` of `total`, of which `marked` are. */
double gdcs_i_rng_hypergeometric(gdcs_i_rng *rng, double drawn, double marked, double total);

/* n thrown into count boxes, box i with probability weight[i] / total, total being their sum. */
void gdcs_i_rng_multinomial(gdcs_i_rng *rng, double n, const double *weight, double total,
                            int64_t count, double *out);

/* `marked` handed out at random over the places of count boxes, box i having room for size[i];
   total is the sum of sizes, at least marked. */
void gdcs_i_rng_allot(gdcs_i_rng *rng, double marked, const double *size, double total,
                      int64_t count, double *out);

/* ln(a! / b!) for whole a, b >= 0, without the cancellation of two large logarithms. */
double gdcs_i_factorial_ratio(double a, double b);
#endif
