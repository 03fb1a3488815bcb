/* The verdict: letters that tell no more than they may, or a refusal in words. */
#include "core/fail.h"
#include "data/frame.h"
#include "privacy/release/records.h"
#include "privacy/release/release.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAMED = 3 };

static const char *text_at(const gdcs_i_column *c, int64_t row)
{
    const int32_t code = ((const int32_t *)c->values)[row];
    return code < 0 ? "" : gdcs_i_pool_text(c->words, code);
}

/* Its axes are the columns between `table` and `lower`; all cells judged are of whatever is blank. */
void gdcs_i_release_put_place(const gdcs_frame *audit, int64_t row,
                              char out[GDCS_I_RELEASE_PLACE_SIZE])
{
    const size_t size = GDCS_I_RELEASE_PLACE_SIZE;
    size_t used = 0;
    out[0] = '\0';
    for (int64_t i = 1; strcmp(audit->columns[i].name, "lower") != 0 && used < size; i++)
        if (strcmp(audit->columns[i].name, GDCS_I_RELEASE_BLANK) != 0)
            used += (size_t)snprintf(out + used, size - used, "%s%.20s %.24s", used > 0 ? ", " : "",
                                     audit->columns[i].name, text_at(&audit->columns[i], row));
    if (used < size)
        snprintf(out + used, size - used, " (%s)",
                 text_at(&audit->columns[gdcs_frame_find(audit, "verdict")], row));
}

gdcs_status gdcs_i_release_refuse(const gdcs_i_release *r, const gdcs_frame *audit, gdcs_error *err)
{
    char places[NAMED * (GDCS_I_RELEASE_PLACE_SIZE + 2)] = "";
    int64_t own = 0, earlier = 0;
    for (int64_t i = 0; i < gdcs_frame_count_rows(audit); i++) {
        const int is_own = gdcs_i_release_is_own(r, audit, i);
        if (!gdcs_i_release_leaks(audit, i))
            continue;
        own += is_own;
        earlier += !is_own;
    }
    int named = 0;
    for (int64_t i = 0; i < gdcs_frame_count_rows(audit) && named < NAMED; i++) {
        char place[GDCS_I_RELEASE_PLACE_SIZE];
        if (!gdcs_i_release_leaks(audit, i) || gdcs_i_release_is_own(r, audit, i) != (own > 0))
            continue;
        gdcs_i_release_put_place(audit, i, place);
        strcat(strcat(places, named++ > 0 ? "; " : ""), place);
    }
    const long long more = (long long)((own > 0 ? own : earlier) - named);
    if (more > 0)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "tables", "%s leak, and %lld more%s", places,
                           more, own > 0 ? "" : " of earlier releases");
    return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "tables", "%s %s%s", places,
                       named == 1 ? "leaks" : "leak", own > 0 ? "" : ", of earlier releases");
}

/* Only a refusal needs the cells of the audit. */
static gdcs_status try_letters(gdcs_i_release *r, int32_t letters, int is_last,
                               gdcs_release_result *result, gdcs_error *err)
{
    gdcs_frame *audit = NULL;
    TRY(gdcs_i_release_mark(r, letters, err));
    TRY(gdcs_i_release_audit(r, 1, result, NULL, err));
    if (result->is_safe || !is_last)
        return GDCS_OK;
    TRY(gdcs_i_release_audit(r, 1, result, &audit, err));
    const gdcs_status status = gdcs_i_release_refuse(r, audit, err);
    gdcs_frame_free(audit);
    return status;
}

/* That a cell was hidden for its own sake tells, where groups are looked for, that its line is of one
   sex: no system of equations has such a sentence. */
gdcs_status gdcs_i_release_pass(gdcs_i_release *r, gdcs_release_result *result, gdcs_error *err)
{
    const int32_t asked = r->options.letters;
    const int groups = r->rule.groups != GDCS_DISCLOSURE_GROUPS_NONE;
    if (asked == GDCS_RELEASE_LETTERS_KINDS && groups)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "letters",
                           "letters by kind tell which lines are of one sex, which the rule is "
                           "to hide: it needs one letter for all");
    if (r->options.method == GDCS_RELEASE_METHOD_NOISE)
        return gdcs_i_release_check_noise(r, err);
    if (asked != GDCS_RELEASE_LETTERS_ONE && !groups) {
        const int is_last = asked == GDCS_RELEASE_LETTERS_KINDS;
        TRY(try_letters(r, GDCS_RELEASE_LETTERS_KINDS, is_last, result, err));
        if (result->is_safe)
            return GDCS_OK;
    }
    return try_letters(r, GDCS_RELEASE_LETTERS_ONE, 1, result, err);
}
