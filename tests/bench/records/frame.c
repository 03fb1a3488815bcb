/* Read what records_generate wrote into the columns of a frame, and write what they hold:
 *
 *     records_frame frame|keys KIND FILE THREADS COUNTS
 *
 * frame: texts of few words, a number with gaps, whole numbers and weights.  keys: with a key of each person.
 * COUNTS: how often each text has each word, the sum of each number and how many are missing; of keys only
 * how many there are. */
#include <gdcs/gdcs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLUMNS = 9 };

static gdcs_schema_column column(const char *name, int32_t concept, int32_t type)
{
    return (gdcs_schema_column){.struct_size = sizeof(gdcs_schema_column),
                                .name = name,
                                .concept_id = concept,
                                .type = type};
}

static void check(gdcs_status status, const gdcs_error *err)
{
    if (status != GDCS_OK) {
        fprintf(stderr, "%s\n", err->message);
        exit(1);
    }
}

static void read_frame(char **given, gdcs_frame **out)
{
    const int latin = strcmp(given[2], "latin") == 0;
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema_column columns[COLUMNS] = {
        column("country", GDCS_CONCEPT_AREA, 0),
        column("role", GDCS_CONCEPT_ROLE, 0),
        column("sex", GDCS_CONCEPT_GROUP, 0),
        column("offence", GDCS_CONCEPT_OFFENCE, 0),
        column("status", GDCS_CONCEPT_STAGE, 0),
        column("age", GDCS_CONCEPT_NUMBER, 0),
        column("days", GDCS_CONCEPT_NUMBER, GDCS_TYPE_INT64),
        column("weight", GDCS_CONCEPT_WEIGHT, 0),
        column("id", GDCS_CONCEPT_PERSON_KEY, 0),
    };
    const gdcs_schema schema = {.struct_size = sizeof schema,
                                .delimiter = latin ? ';' : ',',
                                .decimal = latin ? ',' : '.',
                                .sensitivity = GDCS_SENSITIVITY_PUBLIC,
                                .encoding = latin ? "ISO-8859-1" : "UTF-8",
                                .columns = columns,
                                .column_count = COLUMNS - (strcmp(given[1], "keys") != 0)};
    const gdcs_read_options options = {.struct_size = sizeof options, .threads = atoi(given[4])};
    check(gdcs_csv_read_frame(given[3], &schema, &options, out, NULL, &err), &err);
}

static void write_words(const gdcs_column *c, FILE *f)
{
    int64_t *counts = calloc((size_t)c->word_count + 1, sizeof *counts);
    for (int64_t i = 0; counts != NULL && i < c->rows; i++)
        counts[c->codes[i] + 1]++;
    for (int64_t i = 0; counts != NULL && i <= c->word_count; i++)
        if (counts[i] > 0)
            fprintf(f, "%s,%s,%lld\n", c->name, i > 0 ? c->words[i - 1] : "", (long long)counts[i]);
    free(counts);
}

static void write_numbers(const gdcs_column *c, FILE *f)
{
    double sum = 0;
    int64_t missing = 0;
    for (int64_t i = 0; i < c->rows; i++) {
        const int gap =
            c->integers != NULL ? c->integers[i] == INT64_MIN : isnan(c->doubles[i]) != 0;
        missing += gap;
        sum += gap ? 0 : c->integers != NULL ? (double)c->integers[i] : c->doubles[i];
    }
    fprintf(f, "%s,sum,%.2f\n%s,missing,%lld\n", c->name, sum, c->name, (long long)missing);
}

static int write_frame(const gdcs_frame *frame, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        return 1;
    fputs("column,what,value\n", f);
    for (int64_t i = 0; i < gdcs_frame_count_columns(frame); i++) {
        gdcs_column c = {.struct_size = sizeof c};
        gdcs_error err = {.struct_size = sizeof err};
        check(gdcs_frame_get(frame, i, &c, &err), &err);
        if (c.concept_id == GDCS_CONCEPT_PERSON_KEY)
            fprintf(f, "%s,distinct,%lld\n", c.name, (long long)c.word_count);
        else if (c.type == GDCS_TYPE_TEXT)
            write_words(&c, f);
        else
            write_numbers(&c, f);
    }
    return fclose(f) != 0;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    gdcs_frame *frame = NULL;
    if (argc != 6) {
        fputs("usage: records_frame frame|keys KIND FILE THREADS COUNTS\n", stderr);
        return 2;
    }
    const double begun = seconds();
    read_frame(argv, &frame);
    fprintf(stderr, "call %.6f\n", seconds() - begun);
    const int failed = write_frame(frame, argv[5]);
    gdcs_frame_free(frame);
    return failed;
}
