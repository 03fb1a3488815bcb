/* What is printed around a number, in the languages of lib/data/codes/claim_words.csv. */
#ifndef GDCS_STATS_CLAIM_WORDS_H
#define GDCS_STATS_CLAIM_WORDS_H

#include <gdcs/claim.h>
#include <stddef.h>

/* Bytes of a blank, a no-break or a thin one, at the beginning; 0: there is none. */
size_t gdcs_i_claim_blank(const char *text, size_t size);

/* What the text before a number says: GDCS_CLAIM_*, IS if it is blank; -1: no words for it. */
int32_t gdcs_i_claim_before(const char *text, size_t size);

/* Do these words stand between the ends of a range? */
int gdcs_i_claim_is_middle(const char *text, size_t size);

/* Is this a percent sign, a word for it, or blank? */
int gdcs_i_claim_is_after(const char *text, size_t size);
#endif
