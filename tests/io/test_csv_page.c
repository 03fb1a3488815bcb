/* The pages built in are those of iconv, byte by byte. */
#include "io/csv/page.h"
#include "io/csv/page/table.h"
#include "io/read.h"

#include <errno.h>
#include <iconv.h>

TestSuite(csv_page, .timeout = 60);

enum { ROOM = 1 << 14, UNKNOWN = '?' };

/* By iconv, one byte after another; 0: this system does not know the page. */
static int decode_by_iconv(const char *name, const char *in, size_t size, char *out, size_t *used)
{
    iconv_t conversion = iconv_open("UTF-8", name);
    if (conversion == (iconv_t)-1)
        return 0;
    size_t room = ROOM;
    char *to = out;
    for (size_t i = 0; i < size; i++) {
        char byte = in[i], *from = &byte;
        size_t left = 1;
        if (iconv(conversion, &from, &left, &to, &room) == (size_t)-1) {
            *to++ = UNKNOWN;
            room--;
        }
    }
    iconv_close(conversion);
    *used = (size_t)(to - out);
    return 1;
}

Test(csv_page, pages_are_those_of_iconv_whatever_the_room)
{
    static char in[4096], ours[ROOM], theirs[ROOM];
    int known = 0;
    for (size_t i = 0; i < sizeof in; i++)
        in[i] = (char)(i < 256 ? i : i % 300 < 40 ? 'a' : i * 7);
    for (const gdcs_i_page_table *t = gdcs_i_pages; t->name != NULL; t++) {
        gdcs_i_page page;
        size_t used = 0;
        cr_assert(gdcs_i_page_find(t->name, &page));
        if (!decode_by_iconv(t->name, in, sizeof in, theirs, &used))
            continue;
        known++;
        for (size_t step = 3; step < 80; step += 7) {
            const char *from = in;
            char *to = ours;
            for (size_t left = sizeof in, room; left > 0;) {
                room = step;
                gdcs_i_page_decode(&page, UNKNOWN, &from, &left, &to, &room);
                cr_assert(le(sz, room, step));
            }
            cr_assert(eq(sz, (size_t)(to - ours), used), "%s, room %zu", t->name, step);
            cr_assert(memcmp(ours, theirs, used) == 0, "%s, room %zu", t->name, step);
        }
    }
    cr_expect(gt(int, known, 10));
}

Test(csv_page, names_are_found_in_any_case_and_by_alias)
{
    gdcs_i_page page, other;
    cr_expect(gdcs_i_page_find("Windows-1252", &page));
    cr_expect(gdcs_i_page_find("cp1252", &other));
    cr_expect(memcmp(page.size, other.size, sizeof page.size) == 0);
    cr_expect(not(gdcs_i_page_find("CP12520", &page)));
    cr_expect(not(gdcs_i_page_find("CP125", &page)));
    cr_expect(not(gdcs_i_page_find("CP1255", &page)), "it joins letters with marks");
    cr_expect(not(gdcs_i_page_find("", &page)));
}
