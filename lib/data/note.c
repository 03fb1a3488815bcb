#include <gdcs/estimate.h>

#include <stddef.h>
#include <string.h>

enum { NOTE_COUNT = 27 };

typedef struct entry {
    const char *name;
    const char *text;
} entry;

/* Indexed by the number of the bit. */
static const entry entries[NOTE_COUNT] = {
    {"unknown_present", "the sex of some persons is not recorded"},
    {"other_present", "some persons have another recorded sex and are outside the measure"},
    {"not_persons", "records that are not about natural persons are left out"},
    {"at_boundary", "the value is at the end of its range"},
    {"zero_cell", "a count of zero enters"},
    {"small_base", "fewer than 20 in a denominator, or fewer than 20 events of a rate"},
    {"not_whole", "counts are not whole numbers; limits treat them as if they were"},
    {"above_one", "more at a later stage than at the one before"},
    {"not_estimable", "a denominator is zero, or a count is not known: there is no value"},
    {"interval_cell", "a count is known as an interval only; see the bounds"},
    {"missing_cell", "a count is missing"},
    {"total_exceeds", "the declared total is above its parts; the rest counts as unknown sex"},
    {"parts_exceed", "the parts are above the declared total; the parts are used"},
    {"interpolated", "the population is interpolated between two years"},
    {"upper_infinite", "the upper limit is infinite: a denominator has a count of zero"},
    {"no_population", "there is no population for this group"},
    {"method_changed", "the method asked for does not apply; another was used"},
    {"empty_unit", "a unit has nobody in it and contributes nothing"},
    {"framings",
     "ratios of the outcome and of its absence tell different stories; see the difference"},
    {"continuity", "half a person was added to each cell of a table with a zero"},
    {"overdispersed", "counts vary more than by chance; the limits are widened by the dispersion"},
    {"sparse", "expected counts are below 5; the p-value of a large-sample test is rough"},
    {"separated", "the model separates the groups; an effect is infinite or was penalised"},
    {"not_comparable", "counting unit, stock or flow, base or reference date differ"},
    {"simulated", "from random tables or resamples of the seed stated"},
    {"not_reached", "the curve ends before the level or time asked for"},
    {"withheld", "not published, to protect persons"},
};

/* The entry of a single bit, or NULL. */
static const entry *entry_of(uint32_t note)
{
    for (uint32_t bit = 0; bit < NOTE_COUNT; bit++)
        if (note == UINT32_C(1) << bit)
            return &entries[bit];
    return NULL;
}

const char *gdcs_note_name(uint32_t note)
{
    const entry *e = entry_of(note);
    return e != NULL ? e->name : "";
}

const char *gdcs_note_text(uint32_t note)
{
    const entry *e = entry_of(note);
    return e != NULL ? e->text : "";
}

uint32_t gdcs_note_find(const char *name)
{
    for (uint32_t bit = 0; name != NULL && bit < NOTE_COUNT; bit++)
        if (strcmp(entries[bit].name, name) == 0)
            return UINT32_C(1) << bit;
    return 0;
}
