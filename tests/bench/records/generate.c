/* Write a seeded file of persons, as justice data have them:
 *
 *     records_generate KIND ROWS FILE
 *
 * 18 columns; sexes in 33 spellings of six languages, 2 % of them unknown or other; ages in years, some of
 * them missing.  Kinds, of the same persons but for `latin`:
 *
 *     mixed   6 % of the rows hold a quoted field with a comma and doubled quotes
 *     clean   no quotes
 *     quoted  every text in quotes, 0.2 % of the rows with a line break in one
 *     latin   Latin-1, semicolons, decimal commas, no Cyrillic spellings
 *     return  `clean` with a CR alone at the end of each line
 *     torn    `mixed` with a CR alone in a quoted field of every 500th row, where libcsv has to help */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFER = 1 << 20, ROW = 2048, SPELLINGS = 33, AGES = 90 };

typedef struct kind {
    const char *name;
    char separator;
    char decimal;
    const char *end;
    int quote_some;
    int quote_all;
    int latin;
    int torn;
} kind;

static const kind kinds[] = {
    {"mixed", ',', '.', "\n", 1, 0, 0, 0},  {"clean", ',', '.', "\n", 0, 0, 0, 0},
    {"quoted", ',', '.', "\n", 1, 1, 0, 0}, {"latin", ';', ',', "\n", 1, 0, 1, 0},
    {"return", ',', '.', "\r", 0, 0, 0, 0}, {"torn", ',', '.', "\n", 1, 0, 0, 1},
};

/* Women's first, then men's, then unknown and other. */
enum { FEMALE = 12, KNOWN = 27, CYRILLIC_FEMALE = 2, CYRILLIC_MALE = 2 };
static const char *const spellings[SPELLINGS] = {
    "F",     "f",      "Female",  "female",  "W",         "Woman",    "Femme", "Frau", "Mujer",
    "2",     "жен.",   "женский", "M",       "m",         "Male",     "male",  "Man",  "Homme",
    "homme", "Hombre", "Mann",    "Herr",    "masculin",  "männlich", "1",     "муж.", "мужской",
    "",      "?",      "unknown", "inconnu", "unbekannt", "X",
};
static const char *const countries[] = {"AL", "AT", "BA", "BE", "BG", "CH", "CZ", "DE",
                                        "ES", "FR", "IT", "KZ", "MD", "RS", "UA"};
static const char *const roles[] = {"suspect", "accused",      "convicted", "victim",
                                    "witness", "collaborator", "relative"};
static const char *const regions[] = {"North", "South", "East", "West", "Centre", "Coast"};
static const char *const levels[] = {"basic", "raised", "high", "utmost", "none"};
static const char *const statuses[] = {"in progress", "closed", "refused",
                                       "suspended",   "moved",  "left"};
static const char *const offences[] = {"0101", "0102", "0201", "0202", "0203",  "0301", "0302",
                                       "0401", "0402", "0501", "0502", "0601",  "0602", "0701",
                                       "0702", "0801", "0901", "1001", "09051", "02041"};
static const char *const notes[] = {"moved, \"\"see\"\" file", "brother, of case 3",
                                    "called \"\"B\"\""};
static const char broken[] = "first line\nsecond, line";

static uint64_t state = 20251122;

static uint64_t next(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return state >> 33;
}

static unsigned draw(unsigned below)
{
    return (unsigned)(next() % below);
}

/* Below n, and the smaller the likelier: u^2, u^4, u^8 for 1, 2, 3 squarings. */
static unsigned skew(unsigned n, int squarings)
{
    double u = (double)next() / 2147483648.0;
    for (int i = 0; i < squarings; i++)
        u *= u;
    return (unsigned)((double)n * u);
}

static unsigned draw_spelling(const kind *k)
{
    const unsigned latin = k->latin ? 1 : 0;
    if (draw(50) == 0)
        return KNOWN + draw(SPELLINGS - KNOWN);
    return draw(10) < 3 ? draw(FEMALE - latin * CYRILLIC_FEMALE)
                        : FEMALE + draw(KNOWN - FEMALE - latin * CYRILLIC_MALE);
}

/* UTF-8 as it is, or the code points up to U+00FF as Latin-1. */
static char *put(char *to, const char *text, const kind *k)
{
    for (; *text != '\0'; text++) {
        if (k->latin && (unsigned char)*text == 0xC3)
            *to++ = (char)((unsigned char)*++text + 0x40);
        else
            *to++ = *text;
    }
    return to;
}

static char *put_text(char *to, const char *text, const kind *k, int quoted)
{
    if (quoted)
        *to++ = '"';
    to = put(to, text, k);
    if (quoted)
        *to++ = '"';
    *to++ = k->separator;
    return to;
}

static char *put_number(char *to, unsigned x, unsigned digits)
{
    char text[16];
    unsigned n = 0;
    do
        text[n++] = (char)('0' + x % 10);
    while ((x /= 10) > 0 || n < digits);
    while (n > 0)
        *to++ = text[--n];
    return to;
}

static char *put_field(char *to, unsigned x, unsigned digits, const kind *k)
{
    to = put_number(to, x, digits);
    *to++ = k->separator;
    return to;
}

static char *put_note(char *to, const kind *k)
{
    const unsigned chance = draw(1000), which = draw(3);
    if (k->quote_all && chance < 2)
        return put_text(to, broken, k, 1);
    if (chance >= 60)
        return put_text(to, "", k, k->quote_all);
    return k->quote_some ? put_text(to, notes[which], k, 1) : put_text(to, "moved", k, 0);
}

static char *put_row(char *to, unsigned id, const kind *k)
{
    const int q = k->quote_all;
    to = put_field(to, id, 8, k);
    to = put_text(to, countries[skew(15, 1)], k, q);
    to = put_text(to, regions[draw(6)], k, q);
    to = put_field(to, 2012 + draw(10), 4, k);
    to = put_field(to, 1 + draw(12), 2, k);
    to = put_field(to, 100 + draw(80), 3, k);
    to = put_text(to, roles[skew(7, 2)], k, q);
    to = put_text(to, spellings[draw_spelling(k)], k, q);
    if (draw(40) != 0)
        to = put_number(to, skew(AGES, 1), 1);
    *to++ = k->separator;
    to = put_text(to, countries[draw(15)], k, q);
    to = put_text(to, offences[skew(20, 3)], k, q);
    to = put_text(to, levels[skew(5, 3)], k, q);
    to = put_text(to, statuses[skew(6, 3)], k, q);
    to = put_field(to, draw(900), 1, k);
    to = put_number(to, draw(3), 1);
    *to++ = k->decimal;
    to = put_field(to, draw(100), 2, k);
    char *const behind = put_note(to, k); /* persons are the same in all kinds */
    to = k->torn && id % 500 == 0 ? put_text(to, "first line\rsecond", k, 1) : behind;
    to = put_text(to, draw(2) ? "checked twice" : "not checked", k, q);
    *to++ = 'B';
    to = put_number(to, draw(999), 3);
    return put(to, k->end, k);
}

static void header(FILE *f, const kind *k)
{
    static const char *const names[] = {"id",      "country", "region", "year", "month",
                                        "court",   "role",    "sex",    "age",  "citizenship",
                                        "offence", "level",   "status", "days", "weight",
                                        "note",    "checked", "batch"};
    const size_t n = sizeof names / sizeof names[0];
    for (size_t i = 0; i < n; i++)
        fprintf(f, i + 1 < n ? "%s%c" : "%s", names[i], k->separator);
    fputs(k->end, f);
}

static int generate(FILE *f, const kind *k, unsigned rows)
{
    static char buffer[BUFFER];
    char *to = buffer;
    header(f, k);
    for (unsigned id = 0; id < rows; id++) {
        to = put_row(to, id, k);
        if (to - buffer > BUFFER - ROW) {
            fwrite(buffer, 1, (size_t)(to - buffer), f);
            to = buffer;
        }
    }
    fwrite(buffer, 1, (size_t)(to - buffer), f);
    return ferror(f) == 0;
}

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 4 && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(argv[1], kinds[i].name) != 0)
            continue;
        FILE *f = fopen(argv[3], "wb");
        const int good = f != NULL && generate(f, &kinds[i], (unsigned)strtoul(argv[2], NULL, 10));
        return f == NULL || fclose(f) != 0 || !good;
    }
    fputs("usage: records_generate mixed|clean|quoted|latin|return|torn ROWS FILE\n", stderr);
    return 2;
}
