/* What does it cost to read a file of an office?
 *
 *     bench_formats FOLDER [rows]
 *
 * Writes two seeded files into the folder, one as the portal of UNODC exports and one as Eurostat does
 * (SDMX-CSV 1), reads each into a table several times, and writes the tables beside them.  Prints the best
 * processor time of each.  formats.py beside this file does the same with pandas and compares. */
#include <gdcs/gdcs.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5, PATH = 4096, SEXES = 3, AGES = 6, YEARS = 20 };

static uint64_t state = 20251122;

static unsigned draw(unsigned below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state >> 33) % below);
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_formats: %s\n", what);
    exit(1);
}

static FILE *open_file(const char *folder, const char *name, char *path)
{
    snprintf(path, PATH, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        fail("cannot write into the folder");
    return f;
}

/* Every third row is a rate, which the schema leaves out. */
static void write_unodc(FILE *f, long rows)
{
    static const char *const sexes[SEXES] = {"Female", "Male", "Total"};
    static const char *const ages[AGES] = {"Total",  "0-9",   "10 -14",
                                           "15 -17", "18-24", "25 and over"};
    fputs("Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of "
          "measurement,VALUE,Source\n",
          f);
    for (long i = 0; i < rows; i++) {
        const long area = i / (SEXES * AGES * YEARS);
        fprintf(f, "X%02ld,\"Country, the %ldth\",Europe,Western Europe,Victims of homicide,Total,",
                area % 100, area % 100);
        fprintf(f, "Category %ld,%s,%s,%ld,%s,%u.%u,CTS\n", area / 100, sexes[i % SEXES],
                ages[i / SEXES % AGES], 2003 + i / (SEXES * AGES) % YEARS,
                draw(3) == 0 ? "\"Rate per 100,000 population\"" : "Counts", draw(5000), draw(10));
    }
}

static void write_eurostat(FILE *f, long rows)
{
    static const char *const sexes[SEXES] = {"F", "M", "T"};
    static const char *const ages[AGES] = {"TOTAL",  "Y_LT18", "Y18-24",
                                           "Y25-49", "Y50-64", "Y_GE65"};
    fputs("DATAFLOW,LAST UPDATE,freq,unit,leg_stat,age,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n",
          f);
    for (long i = 0; i < rows; i++) {
        const long area = i / (SEXES * AGES * YEARS);
        const unsigned kind = draw(20);
        fprintf(f, "ESTAT:CRIM_X(1.0),22/11/25 11:00:00,A,NR,PER_VICT,%s,%s,G%03ld,%ld,",
                ages[i / SEXES % AGES], sexes[i % SEXES], area, 2003 + i / (SEXES * AGES) % YEARS);
        if (kind > 0)
            fprintf(f, "%u", draw(100000));
        fprintf(f, ",%s\n", kind == 1 ? "p" : kind == 2 ? "e" : "");
    }
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static gdcs_status read_unodc(const char *path, gdcs_table **out, gdcs_error *err)
{
    gdcs_schema *schema = NULL;
    gdcs_status status = gdcs_schema_new("unodc-portal", &schema, err);
    if (status == GDCS_OK)
        status = gdcs_csv_read_table(path, schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

static gdcs_status read_eurostat(const char *path, gdcs_table **out, gdcs_error *err)
{
    return gdcs_sdmx_read_table(path, NULL, NULL, out, NULL, err);
}

static void write_table(const char *folder, const char *name, const gdcs_table *table)
{
    char path[PATH];
    gdcs_sink *sink = NULL;
    snprintf(path, PATH, "%s/%s.table.csv", folder, name);
    if (gdcs_sink_new_file(path, &sink, NULL) != GDCS_OK ||
        gdcs_csv_write_table(table, NULL, sink, NULL) != GDCS_OK ||
        gdcs_sink_close(sink, NULL) != GDCS_OK)
        fail("cannot write the table");
    gdcs_sink_free(sink);
}

static void run(const char *folder, const char *name, long rows, void (*write)(FILE *, long),
                gdcs_status (*read)(const char *, gdcs_table **, gdcs_error *))
{
    char path[PATH], file[100];
    double best = 0;
    gdcs_table *table = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    snprintf(file, sizeof file, "%s.csv", name);
    FILE *f = open_file(folder, file, path);
    write(f, rows);
    if (fclose(f) != 0)
        fail("cannot write the file");
    for (int i = 0; i < ROUNDS; i++) {
        gdcs_table_free(table);
        table = NULL;
        const double start = seconds();
        if (read(path, &table, &err) != GDCS_OK)
            fail(err.message);
        const double spent = seconds() - start;
        best = i == 0 || spent < best ? spent : best;
    }
    write_table(folder, name, table);
    printf("%s %.6f %lld\n", name, best, (long long)gdcs_table_count_cells(table));
    gdcs_table_free(table);
}

int main(int argc, char **argv)
{
    const long rows = argc > 2 ? atol(argv[2]) : 100000;
    if (argc < 2 || rows < 1)
        fail("usage: bench_formats FOLDER [rows]");
    run(argv[1], "unodc", rows, write_unodc, read_unodc);
    run(argv[1], "eurostat", rows, write_eurostat, read_eurostat);
    return 0;
}
