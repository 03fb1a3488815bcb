/* Women are up to 40 % of the members of organised crime groups and under 10 % of the beneficiaries of
   witness protection: do they get in less often than men?  What is stated as an interval is used as
   one, so the answer is no better than what is known of the members. */
#include "example.h"

#include <stdio.h>

enum { STATEMENTS = 7 };

static const char *const programme[STATEMENTS] = {
    "beneficiaries, under 10 % (OSCE)",      "beneficiaries, under 10 % (OSCE)",
    "beneficiaries, under 10 % (OSCE)",      "collaborators, Italy 2016, 63 of 1277",
    "collaborators, Italy 2016, 63 of 1277", "collaborators, Italy 2022, 42 of 892",
    "witnesses, Italy 2022, 18 of 56"};
static const char *const eligible[STATEMENTS] = {
    "members, up to 40 % (OSCE)", "members, if 20 to 40 %", "arrested, 20 % (OSCE)",
    "members, up to 40 % (OSCE)", "arrested, 20 % (OSCE)",  "arrested, 20 % (OSCE)",
    "arrested, 20 % (OSCE)"};
static const gdcs_bounds in[STATEMENTS] = {{0, 0.1},
                                           {0, 0.1},
                                           {0, 0.1},
                                           {63 / 1277.0, 63 / 1277.0},
                                           {63 / 1277.0, 63 / 1277.0},
                                           {42 / 892.0, 42 / 892.0},
                                           {18 / 56.0, 18 / 56.0}};
static const gdcs_bounds among[STATEMENTS] = {{0, 0.4},   {0.2, 0.4}, {0.2, 0.2}, {0, 0.4},
                                              {0.2, 0.2}, {0.2, 0.2}, {0.2, 0.2}};
static const double n[STATEMENTS] = {0, 0, 0, 1277, 1277, 892, 56};

int main(void)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_status status = GDCS_OK;
    printf("Women in a programme per woman eligible, over the same of men; 1: as often as men\n"
           "[least and largest that the stated intervals allow] (95 %% limits)\n\n");
    for (int i = 0; i < STATEMENTS && status == GDCS_OK; i++) {
        const gdcs_access_shares shares = {.struct_size = sizeof shares,
                                           .programme = in[i],
                                           .eligible = among[i],
                                           .n_programme = n[i]};
        gdcs_access_result r = {.struct_size = sizeof r};
        status = gdcs_access_estimate(&shares, NULL, &r, &err);
        if (status == GDCS_OK)
            printf("* %s, against %s: [%.3f, %.3f] (%.3f to %.3f)\n", programme[i], eligible[i],
                   r.bounds.lower, r.bounds.upper, r.ratio.lower, r.ratio.upper);
    }
    return example_end(status, &err);
}
