/* Events of one sex of a group, or of everybody. */
#ifndef GDCS_STATS_EVENTS_H
#define GDCS_STATS_EVENTS_H

#include "data/groups.h"

/* NaN where not known exactly, with what they are at least and at most. */
typedef struct gdcs_i_events {
    double events;
    double least;
    double most; /* those of unknown sex are in it */
} gdcs_i_events;

/* GDCS_SEX_FEMALE, _MALE or _TOTAL.  A total declared beside cells that are not exact limits them, but
   of a group without codes, which is a sum. */
gdcs_i_events gdcs_i_events_of(const gdcs_i_groups *groups, const gdcs_i_group *group, int32_t sex);

/* The group's own, GDCS_NOTE_NOT_PERSONS, and what one sex leaves out: _OTHER_PRESENT, _UNKNOWN_PRESENT. */
uint32_t gdcs_i_events_notes(const gdcs_i_group *group, int32_t sex);
#endif
