/* Tabulate what records_generate wrote, and write the cells:
 *
 *     records_library cells|weighted|wide KIND FILE THREADS CELLS
 *     records_ways    cells|weighted|wide KIND FILE THREADS CELLS plain|sse2|avx2|avx512|neon|libcsv
 *
 * The latter, which is built with WAYS, reads by a way that the library would not choose by itself: as a
 * processor without the newer instructions does, or by libcsv alone, one record after the other.
 *
 * cells: country x year x role x age group x sex.  weighted: the same with sums of weights.  wide: with
 * level, status and offence too. */
#include <gdcs/gdcs.h>
#ifdef WAYS
#    include "io/csv/marks.h"
#    include "io/csv/read.h"
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AGES = 90, SPELLINGS = 33, COLUMNS = 9 };

static const gdcs_schema_word spellings[SPELLINGS] = {
    {"F", "F"},        {"f", "F"},          {"Female", "F"},   {"female", "F"},   {"W", "F"},
    {"Woman", "F"},    {"Femme", "F"},      {"Frau", "F"},     {"Mujer", "F"},    {"2", "F"},
    {"жен.", "F"},     {"женский", "F"},    {"M", "M"},        {"m", "M"},        {"Male", "M"},
    {"male", "M"},     {"Man", "M"},        {"Homme", "M"},    {"homme", "M"},    {"Hombre", "M"},
    {"Mann", "M"},     {"Herr", "M"},       {"masculin", "M"}, {"männlich", "M"}, {"1", "M"},
    {"муж.", "M"},     {"мужской", "M"},    {"", "_U"},        {"?", "_U"},       {"unknown", "_U"},
    {"inconnu", "_U"}, {"unbekannt", "_U"}, {"X", "_O"},
};

static void check(gdcs_status status, const gdcs_error *err)
{
    if (status == GDCS_OK)
        return;
    fprintf(stderr, "records_library: line %lld: %s\n", (long long)err->row, err->message);
    exit(1);
}

static const char *band_of(unsigned age)
{
    static const char *const bands[] = {"0-13", "14-17", "18-24", "25-34", "35-44", "45-59", "60+"};
    static const unsigned starts[] = {0, 14, 18, 25, 35, 45, 60};
    size_t i = sizeof starts / sizeof starts[0] - 1;
    while (age < starts[i])
        i--;
    return bands[i];
}

static const gdcs_schema_word *age_words(void)
{
    static gdcs_schema_word words[AGES + 1];
    static char texts[AGES][12];
    for (unsigned age = 0; age < AGES; age++) {
        snprintf(texts[age], sizeof texts[age], "%u", age);
        words[age] = (gdcs_schema_word){.from = texts[age], .to = band_of(age)};
    }
    words[AGES] = (gdcs_schema_word){.from = "", .to = "unknown"};
    return words;
}

static gdcs_schema_column column(const char *name, int32_t concept, const gdcs_schema_word *map,
                                 int64_t map_count)
{
    return (gdcs_schema_column){.struct_size = sizeof(gdcs_schema_column),
                                .name = name,
                                .concept_id = concept,
                                .map = map,
                                .map_count = map_count};
}

#ifdef WAYS

static const char *way_name;

static gdcs_status read_path(const char *path, const gdcs_schema *schema,
                             const gdcs_read_options *options, gdcs_table **out, gdcs_error *err)
{
    static const char *const names[GDCS_I_MARKS_NONE + 1] = {
        [GDCS_I_MARKS_PLAIN] = "plain", [GDCS_I_MARKS_SSE2] = "sse2",
        [GDCS_I_MARKS_AVX2] = "avx2",   [GDCS_I_MARKS_AVX512] = "avx512",
        [GDCS_I_MARKS_NEON] = "neon",   [GDCS_I_MARKS_NONE] = "libcsv"};
    gdcs_i_csv_way way = {.marks = 1};
    while (way.marks < GDCS_I_MARKS_NONE && strcmp(names[way.marks], way_name) != 0)
        way.marks++;
    way.one_by_one = way.marks == GDCS_I_MARKS_NONE;
    if (strcmp(names[way.marks], way_name) != 0 ||
        (!way.one_by_one && !gdcs_i_marks_way(way.marks))) {
        fprintf(stderr, "records_ways: this processor has no way '%s'\n", way_name);
        exit(2);
    }
    const gdcs_i_request request = {
        .path = path, .input = &way, .schema = schema, .options = options, .table = out};
    return gdcs_i_read(&request, gdcs_i_csv_produce, err);
}

#else

static gdcs_status read_path(const char *path, const gdcs_schema *schema,
                             const gdcs_read_options *options, gdcs_table **out, gdcs_error *err)
{
    return gdcs_csv_read_table(path, schema, options, out, NULL, err);
}

#endif

static void read_table(const char *job, const char *kind, const char *path,
                       const gdcs_read_options *options, gdcs_table **out)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema_column columns[COLUMNS] = {
        column("country", GDCS_CONCEPT_AREA, NULL, 0),
        column("year", GDCS_CONCEPT_PERIOD, NULL, 0),
        column("role", GDCS_CONCEPT_ROLE, NULL, 0),
        column("age", GDCS_CONCEPT_AGE, age_words(), AGES + 1),
        column("sex", GDCS_CONCEPT_SEX, spellings, SPELLINGS),
    };
    gdcs_schema schema = {.struct_size = sizeof schema,
                          .delimiter = ',',
                          .sensitivity = GDCS_SENSITIVITY_PUBLIC,
                          .encoding = "UTF-8",
                          .columns = columns,
                          .column_count = 5};
    if (strcmp(job, "weighted") == 0)
        columns[schema.column_count++] = column("weight", GDCS_CONCEPT_WEIGHT, NULL, 0);
    if (strcmp(job, "wide") == 0) {
        columns[schema.column_count++] = column("level", GDCS_CONCEPT_LEVEL, NULL, 0);
        columns[schema.column_count++] = column("status", GDCS_CONCEPT_GROUP, NULL, 0);
        columns[schema.column_count++] = column("offence", GDCS_CONCEPT_OFFENCE, NULL, 0);
    }
    if (strcmp(kind, "latin") == 0) {
        schema.delimiter = ';';
        schema.decimal = ',';
        schema.encoding = "ISO-8859-1";
    }
    check(read_path(path, &schema, options, out, &err), &err);
}

static void write_table(const gdcs_table *table, const char *path)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_sink *sink = NULL;
    check(gdcs_sink_new_file(path, &sink, &err), &err);
    check(gdcs_csv_write_table(table, NULL, sink, &err), &err);
    check(gdcs_sink_close(sink, &err), &err);
    gdcs_sink_free(sink);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    gdcs_table *table = NULL;
#ifdef WAYS
    way_name = argc == 7 ? argv[--argc] : "";
#endif
    if (argc != 6) {
        fputs("usage: records_library cells|weighted|wide KIND FILE THREADS CELLS\n", stderr);
        return 2;
    }
    const gdcs_read_options options = {.struct_size = sizeof options, .threads = atoi(argv[4])};
    const double begun = seconds();
    read_table(argv[1], argv[2], argv[3], &options, &table);
    fprintf(stderr, "call %.6f\n", seconds() - begun);
    write_table(table, argv[5]);
    gdcs_table_free(table);
    return 0;
}
