/* What does it cost to read a row?
 *
 *     bench_csv [rows]
 *
 * Writes a seeded file of 18 columns as person-level justice data have them (6 % of the rows with
 * quoted fields, sexes in 33 spellings of six languages, ages in years), tabulates it five ways,
 * country x year x role x age group x sex, by one thread and by two, and compares with reading the bytes and
 * nothing else, and with libcsv alone, counting fields. */
#define _XOPEN_SOURCE 700 /* mkstemp */
#include <csv.h>
#include <gdcs/gdcs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 3, BLOCK = 1 << 16, AGES = 100, KNOWN = 27, SPELLINGS = 33 };

static const gdcs_schema_word spellings[SPELLINGS] = {
    {"F", "F"},        {"f", "F"},           {"Female", "F"},  {"female", "F"},   {"W", "F"},
    {"Woman", "F"},    {"Femme", "F"},       {"femme", "F"},   {"Mujer", "F"},    {"Frau", "F"},
    {"weiblich", "F"}, {"жен.", "F"},        {"женский", "F"}, {"2", "F"},        {"M", "M"},
    {"m", "M"},        {"Male", "M"},        {"male", "M"},    {"Man", "M"},      {"Homme", "M"},
    {"homme", "M"},    {"Hombre", "M"},      {"Mann", "M"},    {"männlich", "M"}, {"муж.", "M"},
    {"мужской", "M"},  {"1", "M"},           {"", "_U"},       {"?", "_U"},       {"unknown", "_U"},
    {"inconnu", "_U"}, {"неизвестно", "_U"}, {"X", "_O"},
};
static const char *const countries[] = {"AL", "AT", "BA", "BE", "BG", "CH", "CZ", "DE", "ES", "FR",
                                        "GE", "IT", "KZ", "MD", "ME", "MK", "RS", "TJ", "UA", "UZ"};
static const char *const roles[] = {"suspect", "accused",      "convicted", "victim",
                                    "witness", "collaborator", "relative"};
static const char *const regions[] = {"North", "South", "East", "West", "Centre", "Coast"};
static const char *const offences[] = {"0101", "0201", "0301",  "0401", "0501",
                                       "0601", "0701", "09051", "02041"};

#define ANY(array) array[draw(sizeof(array) / sizeof(array)[0])]

static uint64_t state = 20240917;

static unsigned draw(size_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state >> 33) % below);
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_csv: %s\n", what);
    exit(1);
}

static void write_row(FILE *f, long id)
{
    const unsigned sex = draw(50) == 0 ? KNOWN + draw(SPELLINGS - KNOWN) : draw(KNOWN);
    const char *note = draw(100) < 6 ? "\"moved, \"\"see\"\" file\"" : "";
    fprintf(f, "%08ld,%s,%s,%u,%02u,%u,", id, ANY(countries), ANY(regions), 2010 + draw(14),
            1 + draw(12), 100 + draw(80));
    fprintf(f, "%s,%s,", ANY(roles), spellings[sex].from);
    if (draw(40) != 0)
        fprintf(f, "%u", draw(AGES));
    fprintf(f, ",%s,%s,%u,%s,%u,%u.%02u,%s,%s,B%03u\n", ANY(countries), ANY(offences), 1 + draw(3),
            draw(2) ? "in progress" : "closed", draw(900), draw(3), draw(100), note,
            draw(2) ? "checked twice" : "not checked", draw(999));
}

/* The size in bytes. */
static double write_file(char *path, long rows)
{
    const int descriptor = mkstemp(path);
    FILE *f = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
    if (f == NULL)
        fail("cannot make a file here");
    fputs("id,country,region,year,month,court,role,sex,age,citizenship,offence,level,status,days,"
          "weight,note,checked,batch\n",
          f);
    for (long i = 0; i < rows; i++)
        write_row(f, i);
    const double bytes = (double)ftell(f);
    if (fclose(f) != 0)
        fail("cannot write the file");
    return bytes;
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

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double tabulate(const char *path, long rows, int threads)
{
    const gdcs_schema_column columns[] = {column("country", GDCS_CONCEPT_AREA, NULL, 0),
                                          column("year", GDCS_CONCEPT_PERIOD, NULL, 0),
                                          column("role", GDCS_CONCEPT_ROLE, NULL, 0),
                                          column("age", GDCS_CONCEPT_AGE, age_words(), AGES + 1),
                                          column("sex", GDCS_CONCEPT_SEX, spellings, SPELLINGS)};
    const gdcs_schema schema = {
        .struct_size = sizeof schema, .columns = columns, .column_count = 5};
    const gdcs_read_options options = {.struct_size = sizeof options, .threads = threads};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_read_result result = {.struct_size = sizeof result};
    gdcs_table *table = NULL;
    const double start = seconds();
    if (gdcs_csv_read_table(path, &schema, &options, &table, &result, &err) != GDCS_OK)
        fail(err.message);
    const double end = seconds();
    if (result.used != rows)
        fail("rows were lost");
    gdcs_table_free(table);
    return end - start;
}

static void count_field(void *text, size_t size, void *fields)
{
    (void)text;
    (void)size;
    ++*(long *)fields;
}

static void ignore_line(int c, void *fields)
{
    (void)c;
    (void)fields;
}

static double count_fields(const char *path)
{
    static char block[BLOCK];
    struct csv_parser parser;
    long fields = 0;
    FILE *f = fopen(path, "rb");
    if (f == NULL || csv_init(&parser, CSV_STRICT) != 0)
        fail("cannot read the file again");
    setvbuf(f, NULL, _IONBF, 0);
    const double start = seconds();
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        csv_parse(&parser, block, n, count_field, ignore_line, &fields);
    const double end = seconds();
    csv_free(&parser);
    fclose(f);
    return end - start;
}

static double read_bytes(const char *path)
{
    static char block[4 * BLOCK];
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        fail("cannot read the file again");
    setvbuf(f, NULL, _IONBF, 0);
    const double start = seconds();
    while (fread(block, 1, sizeof block, f) > 0)
        ;
    const double end = seconds();
    fclose(f);
    return end - start;
}

static double least(double a, double b)
{
    return a == 0 || b < a ? b : a;
}

int main(int argc, char **argv)
{
    const long rows = argc > 1 ? atol(argv[1]) : 1000000;
    char path[] = "bench-csv-XXXXXX";
    const double bytes = write_file(path, rows);
    double ours = 0, two = 0, bytes_alone = 0, bare = 0;
    for (int i = 0; i < ROUNDS; i++) {
        bytes_alone = least(bytes_alone, read_bytes(path));
        bare = least(bare, count_fields(path));
        ours = least(ours, tabulate(path, rows, 1));
        two = least(two, tabulate(path, rows, 2));
    }
    unlink(path);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("rows %ld, bytes per row %.0f\n", rows, bytes / (double)rows);
    printf("gdcs_csv_read_table: %.3f s, %.2f million rows/s, %.0f ns/row, %.0f MB/s\n", ours,
           (double)rows / ours / 1e6, 1e9 * ours / (double)rows, bytes / ours / 1e6);
    printf("by two threads:      %.3f s, %.0f ns/row\n", two, 1e9 * two / (double)rows);
    printf("bytes alone:         %.3f s, ratio %.2f\n", bytes_alone, ours / bytes_alone);
    printf("libcsv alone:        %.3f s, ratio %.2f\n", bare, ours / bare);
    printf("peak memory %.1f MB\n", (double)usage.ru_maxrss / 1024);
    return 0;
}
