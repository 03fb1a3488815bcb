/* Threads tabulate parts of one file into tables of their own; merged, they are the whole.  Then all
   read one table that nobody changes, the first reading of its order included.  A plain program, for
   ThreadSanitizer. */
#include <gdcs/table.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4, ROWS = 20000, READS = 50 };

static const char *const areas[] = {"FR", "IT", "MT", "ES", "PT"};
static const char *const sexes[] = {"M", "F", "_U"};

typedef struct part {
    gdcs_table *table; /* own, or shared */
    int first, step;   /* rows */
    double sum;
    gdcs_status status;
} part;

static gdcs_table *make(void)
{
    const gdcs_axis area = {
        .struct_size = sizeof area, .concept_id = GDCS_CONCEPT_AREA, .name = "area"};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    gdcs_table *table = NULL;
    if (gdcs_table_new(NULL, &table, NULL) != GDCS_OK ||
        gdcs_table_add_axis(table, &area, NULL) != GDCS_OK ||
        gdcs_table_add_axis(table, &sex, NULL) != GDCS_OK)
        exit(2);
    return table;
}

static void *fill(void *data)
{
    part *p = data;
    for (int i = p->first; i < ROWS && p->status == GDCS_OK; i += p->step) {
        const char *const labels[] = {areas[i * 7 % 5], sexes[i * 11 % 3]};
        p->status = gdcs_table_add(p->table, labels, 1.0 + i / 3.0, NULL);
    }
    return NULL;
}

static void *read_all(void *data)
{
    part *p = data;
    for (int k = 0; k < READS && p->status == GDCS_OK; k++) {
        gdcs_table *by_sex = NULL;
        const char *const keep[] = {"sex"};
        p->sum = 0;
        for (int64_t i = 0; i < gdcs_table_count_cells(p->table) && p->status == GDCS_OK; i++) {
            gdcs_cell cell = {.struct_size = sizeof cell};
            int32_t codes[2];
            p->status = gdcs_table_get_at(p->table, i, codes, &cell, NULL);
            p->sum += cell.value * (codes[0] + 1);
        }
        if (p->status == GDCS_OK)
            p->status = gdcs_table_margin(p->table, keep, 1, &by_sex, NULL);
        gdcs_table_free(by_sex);
    }
    return NULL;
}

static int run(part *parts, void *(*work)(void *))
{
    pthread_t threads[THREADS];
    int wrong = 0;
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, &parts[i]) != 0)
            exit(2);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        wrong += parts[i].status != GDCS_OK;
    }
    return wrong;
}

static int differ(const gdcs_table *a, const gdcs_table *b)
{
    int wrong = 0;
    for (int area = 0; area < 5; area++)
        for (int sex = 0; sex < 3; sex++) {
            const char *const labels[] = {areas[area], sexes[sex]};
            gdcs_cell x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
            wrong += gdcs_table_get(a, labels, &x, NULL) != GDCS_OK ||
                     gdcs_table_get(b, labels, &y, NULL) != GDCS_OK || x.value != y.value;
        }
    return wrong;
}

int main(void)
{
    part parts[THREADS], whole = {.table = make(), .step = 1};
    int wrong = 0;
    for (int i = 0; i < THREADS; i++)
        parts[i] = (part){.table = make(), .first = i, .step = THREADS};
    wrong += run(parts, fill);
    fill(&whole);
    for (int i = 1; i < THREADS; i++) {
        wrong += gdcs_table_merge(parts[0].table, parts[i].table, NULL) != GDCS_OK;
        gdcs_table_free(parts[i].table);
        parts[i].table = parts[0].table;
    }
    wrong += differ(parts[0].table, whole.table);
    wrong += run(parts, read_all);
    for (int i = 1; i < THREADS; i++)
        wrong += parts[i].sum != parts[0].sum;
    gdcs_table_free(parts[0].table);
    gdcs_table_free(whole.table);
    printf("%d things went wrong\n", wrong);
    return wrong != 0;
}
