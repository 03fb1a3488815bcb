/* Four threads read the same const objects through every form of every statistic, write them and
   read a file: no data race, and each thread gets what one thread alone gets, to the byte. */
#include <gdcs/gdcs.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 4, ROUNDS = 3, CELLS = 4 };

static gdcs_table *table;
static gdcs_population *population;
static char csv[] = "gdcs-threads-XXXXXX";

static void must(gdcs_status status, int line)
{
    if (status != GDCS_OK) {
        fprintf(stderr, "line %d: %s\n", line, gdcs_status_name(status));
        abort();
    }
}

#define MUST(call) must((call), __LINE__)

/* Counts by area, period, sex and stage, or persons by area, period and sex. */
static gdcs_table *new_table(int stages)
{
    static const int32_t concepts[] = {GDCS_CONCEPT_AREA, GDCS_CONCEPT_PERIOD, GDCS_CONCEPT_SEX,
                                       GDCS_CONCEPT_STAGE};
    static const char *const names[] = {"area", "period", "sex", "stage"};
    static const char *const areas[] = {"north", "south"}, *const sexes[] = {"F", "M", "_U"},
                             *const steps[] = {"arrested", "charged"};
    gdcs_table *out = NULL;
    MUST(gdcs_table_new(NULL, &out, NULL));
    for (int i = 0; i < (stages ? 4 : 3); i++) {
        const gdcs_axis axis = {
            .struct_size = sizeof axis, .concept_id = concepts[i], .name = names[i]};
        MUST(gdcs_table_add_axis(out, &axis, NULL));
    }
    for (int area = 0; area < 2; area++)
        for (int sex = 0; sex < (stages ? 3 : 2); sex++)
            for (int step = 0; step < (stages ? 2 : 1); step++) {
                const char *const labels[] = {areas[area], "2020", sexes[sex], steps[step]};
                const double value = stages ? (step ? 20.0 : 50.0) + 7 * sex + area : 90000.0;
                MUST(gdcs_table_add(out, labels, value, NULL));
            }
    return out;
}

static void keep_frame(gdcs_frame *frame, gdcs_sink *log)
{
    MUST(gdcs_json_write_frame(frame, log, NULL));
    MUST(gdcs_report_render(frame, NULL, log, NULL));
    gdcs_frame_free(frame);
}

static void keep(const void *bytes, size_t size, gdcs_sink *log)
{
    MUST(gdcs_sink_write(log, bytes, (int64_t)size, NULL));
}

static void use_scalars(gdcs_sink *log)
{
    const gdcs_sex_counts a = {.women = 17, .men = 54, .unknown = 3};
    const gdcs_sex_counts b = {.women = 9, .men = 20, .unknown = 1};
    const gdcs_rate_counts events = {.events = 17, .unknown = 3, .population = 9e4};
    for (int32_t method = 1; method <= 3; method++) {
        const gdcs_share_options share_by = {.struct_size = sizeof share_by, .method = method};
        gdcs_share_result share = {.struct_size = sizeof share};
        MUST(gdcs_share_estimate(&a, &share_by, &share, NULL));
        keep(&share.share, sizeof share.share, log);
        const gdcs_rate_options rate_by = {.struct_size = sizeof rate_by, .method = method};
        gdcs_rate_result rate = {.struct_size = sizeof rate};
        MUST(gdcs_rate_estimate(&events, &rate_by, &rate, NULL));
        keep(&rate.rate, sizeof rate.rate, log);
        const gdcs_gap_options gap_by = {.struct_size = sizeof gap_by, .method = method};
        gdcs_gap_result gap = {.struct_size = sizeof gap};
        MUST(gdcs_gap_estimate_women(&a, &b, &gap_by, &gap, NULL));
        keep(&gap.difference, sizeof gap.difference, log);
    }
    gdcs_pipeline_result pipeline = {.struct_size = sizeof pipeline};
    MUST(gdcs_pipeline_estimate(&a, &b, NULL, &pipeline, NULL));
    keep(&pipeline.index, sizeof pipeline.index, log);
}

static void use_arrays(gdcs_sink *log)
{
    static const double women[CELLS] = {17, 0, 5, 1e6}, men[CELLS] = {54, 3, 0, 9e6},
                        unknown[CELLS] = {3, 0, 2, 1e4}, persons[CELLS] = {1e3, 1e4, 1e5, 1e8};
    double value[CELLS], upper[CELLS];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = value, .upper = upper};
    const gdcs_sex_arrays sexes = {
        .struct_size = sizeof sexes, .women = women, .men = men, .unknown = unknown};
    const gdcs_rate_arrays rates = {
        .struct_size = sizeof rates, .events = women, .unknown = unknown, .population = persons};
    const gdcs_part_arrays gaps = {.struct_size = sizeof gaps,
                                   .part_a = women,
                                   .whole_a = persons,
                                   .part_b = unknown,
                                   .whole_b = persons};
    MUST(gdcs_share_each(&sexes, CELLS, NULL, &out, NULL));
    keep(upper, sizeof upper, log);
    MUST(gdcs_rate_each(&rates, CELLS, NULL, &out, NULL));
    keep(upper, sizeof upper, log);
    MUST(gdcs_gap_each(&gaps, CELLS, NULL, &out, NULL, NULL));
    keep(upper, sizeof upper, log);
    MUST(gdcs_pipeline_each(&sexes, &sexes, CELLS, NULL, &out, NULL, NULL, NULL));
    keep(upper, sizeof upper, log);
}

static void use_tables(gdcs_sink *log)
{
    static const char *const by_area[] = {"area"}, *const by_both[] = {"area", "period"},
                             *const stages[] = {"arrested", "charged"};
    const gdcs_gap_pair pair = {
        .struct_size = sizeof pair, .axis = "stage", .a = "arrested", .b = "charged"};
    gdcs_frame *frame = NULL;
    gdcs_table *part = NULL, *copy = NULL;
    MUST(gdcs_share_table(table, by_area, 1, NULL, &frame, NULL));
    keep_frame(frame, log);
    MUST(gdcs_gap_table(table, &pair, by_area, 1, NULL, &frame, NULL));
    keep_frame(frame, log);
    MUST(gdcs_gap_table_by_sex(table, &pair, by_area, 1, NULL, &frame, NULL));
    keep_frame(frame, log);
    MUST(gdcs_pipeline_table(table, "stage", stages, 2, by_area, 1, NULL, &frame, NULL));
    keep_frame(frame, log);
    MUST(gdcs_table_slice(table, "stage", "charged", &part, NULL));
    MUST(gdcs_rate_table(part, population, by_both, 2, NULL, &frame, NULL));
    keep_frame(frame, log);
    MUST(gdcs_table_copy(part, &copy, NULL));
    MUST(gdcs_table_merge(copy, part, NULL));
    MUST(gdcs_json_write_table(copy, log, NULL));
    gdcs_table_free(copy);
    gdcs_table_free(part);
}

static void use_files(gdcs_sink *log)
{
    static const char json[] = "{\"columns\": ["
                               "{\"name\": \"area\", \"concept\": \"area\"},"
                               "{\"name\": \"sex\", \"concept\": \"sex\","
                               " \"map\": {\"F\": \"F\", \"M\": \"M\"}},"
                               "{\"name\": \"value\", \"concept\": \"count\"}]}";
    gdcs_schema *schema = NULL;
    gdcs_table *read = NULL;
    gdcs_frame *frame = NULL;
    MUST(gdcs_schema_parse(json, (int64_t)strlen(json), &schema, NULL));
    MUST(gdcs_schema_write(schema, log, NULL));
    MUST(gdcs_csv_read_table(csv, schema, NULL, &read, NULL, NULL));
    MUST(gdcs_json_write_table(read, log, NULL));
    MUST(gdcs_csv_read_frame(csv, schema, NULL, &frame, NULL, NULL));
    keep_frame(frame, log);
    gdcs_table_free(read);
    gdcs_schema_free(schema);
}

/* All of it, as one text. */
static gdcs_sink *everything(void)
{
    gdcs_sink *log = NULL;
    MUST(gdcs_sink_new_memory(&log, NULL));
    use_scalars(log);
    use_arrays(log);
    use_tables(log);
    use_files(log);
    return log;
}

static int is_same(const gdcs_sink *a, const gdcs_sink *b)
{
    int64_t n = 0, m = 0;
    const char *x = gdcs_sink_get_text(a, &n), *y = gdcs_sink_get_text(b, &m);
    return n > 0 && n == m && memcmp(x, y, (size_t)n) == 0;
}

static void *reader(void *expected)
{
    for (int i = 0; i < ROUNDS; i++) {
        gdcs_sink *log = everything();
        if (!is_same(log, expected))
            abort();
        gdcs_sink_free(log);
    }
    return NULL;
}

static void write_file(void)
{
    static const char text[] = "area,sex,value\nnorth,F,12\nnorth,M,30\nsouth,F,4\nsouth,M,\n";
    const int descriptor = mkstemp(csv);
    if (descriptor < 0 || write(descriptor, text, strlen(text)) != (ssize_t)strlen(text))
        abort();
    close(descriptor);
}

int main(void)
{
    pthread_t threads[THREADS];
    write_file();
    table = new_table(1);
    gdcs_table *persons = new_table(0);
    MUST(gdcs_population_new(persons, NULL, &population, NULL));
    gdcs_sink *expected = everything();
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, reader, expected) != 0)
            abort();
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    gdcs_sink_free(expected);
    gdcs_population_free(population);
    gdcs_table_free(persons);
    gdcs_table_free(table);
    unlink(csv);
    return 0;
}
