/* Mirrors lib/core/fail.c and lib/core/system.c. */
#include "core/fail.h"
#include "core/system.h"
#include "core/text.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <errno.h>
#include <locale.h>
#include <string.h>

TestSuite(fail, .timeout = 10);

static gdcs_error filled(gdcs_status status)
{
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(
        eq(i32, gdcs_i_fail_at(&err, status, 12, 3, "sex", "row %d says '%s'", 12, "x"), status));
    return err;
}

Test(fail, tells_status_place_field_and_one_sentence)
{
    const gdcs_error err = filled(GDCS_E_SEX);
    cr_expect(eq(i32, err.status, GDCS_E_SEX));
    cr_expect(eq(i64, err.row, 12));
    cr_expect(eq(i64, err.column, 3));
    cr_expect(eq(str, (char *)err.field, "sex"));
    cr_expect(eq(str, (char *)err.message, "row 12 says 'x'"));
    cr_expect(eq(u32, err.struct_size, (uint32_t)sizeof err));
}

Test(fail, without_a_place_the_old_place_is_cleared)
{
    gdcs_error err = filled(GDCS_E_SEX);
    gdcs_i_fail(&err, GDCS_E_EMPTY, "", "nothing");
    cr_expect(err.row == 0 && err.column == 0 && err.field[0] == '\0');
}

Test(fail, null_and_an_object_too_small_are_left_alone)
{
    gdcs_error none = {0}, small = {.struct_size = sizeof small - 1, .row = 4711};
    cr_expect(eq(i32, gdcs_i_fail(NULL, GDCS_E_VALUE, "x", "%d", 1), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_i_fail(&none, GDCS_E_VALUE, "x", "%d", 1), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_i_fail(&small, GDCS_E_VALUE, "x", "%d", 1), GDCS_E_VALUE));
    cr_expect(none.status == 0 && none.message[0] == '\0');
    cr_expect(small.status == 0 && small.row == 4711);
}

Test(fail, the_usual_failures_have_the_usual_words)
{
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_i_fail_memory(&err), GDCS_E_MEMORY));
    cr_expect(eq(str, err.message, "not enough memory"));
    cr_expect(eq(i32, gdcs_i_need(&err, "table", &err), GDCS_OK));
    cr_expect(eq(i32, err.status, GDCS_E_MEMORY), "success writes no error");
    cr_expect(eq(i32, gdcs_i_need(NULL, "table", &err), GDCS_E_ARGUMENT));
    cr_expect(eq(str, err.message, "table is missing"));
    cr_expect(eq(str, err.field, "table"));
}

/* Fill the message with `before` letters and then `text`, and see what is left of it. */
static void check_cut(size_t before, const char *text, const char *left)
{
    gdcs_error err = {.struct_size = sizeof err};
    char filler[256];
    memset(filler, 'a', sizeof filler);
    gdcs_i_fail(&err, GDCS_E_VALUE, "", "%.*s%s", (int)before, filler, text);
    cr_expect(strncmp(err.message, filler, before) == 0);
    cr_expect(strcmp(err.message + before, left) == 0, "%zu letters and %s leave %s", before, text,
              err.message + before);
}

Test(fail, a_long_message_ends_with_a_whole_character)
{
    check_cut(253, "é", "é"); /* 255 bytes: fits exactly */
    check_cut(254, "é", "");
    check_cut(255, "é", "");
    check_cut(252, "€", "€");
    check_cut(253, "€", "");
    check_cut(254, "€", "");
    check_cut(251, "\xF0\x9F\x91\xA9", "\xF0\x9F\x91\xA9");
    check_cut(252, "\xF0\x9F\x91\xA9", "");
    check_cut(253, "\xF0\x9F\x91\xA9", "");
    check_cut(254, "\xF0\x9F\x91\xA9", "");
    check_cut(252, "€€€€", "€");
    check_cut(255, "b", "");
    check_cut(250, "bcdefghij", "bcdef");
}

Test(fail, a_long_field_ends_with_a_whole_character)
{
    gdcs_error err = {.struct_size = sizeof err};
    char field[80];
    memset(field, 'f', sizeof field);
    memcpy(field + 62, "é", 3);
    gdcs_i_fail(&err, GDCS_E_VALUE, field, "x");
    cr_expect(eq(sz, strlen(err.field), 62));
}

Test(fail, a_message_is_one_line_of_utf8_whatever_the_input_was)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_i_fail(&err, GDCS_E_SEX, "M\xE4nner", "'%s' and '%s'", "M\xE4nnlich\xFC", "a\r\nb\t\x7F");
    cr_expect(eq(str, err.message,
                 "'M?nnlich?' and 'a?"
                 "?b?"
                 "?'"));
    cr_expect(eq(str, err.field, "M?nner"));
    for (int first = 1; first < 256; first++)
        for (int length = 240; length < 256; length++) {
            char text[256];
            memset(text, first, sizeof text);
            text[100] = '\xC3';
            gdcs_i_fail(&err, GDCS_E_SEX, "", "%.*s", length, text);
            const size_t size = strlen(err.message);
            cr_assert(size > 200 && gdcs_i_utf8_valid(err.message, size) == size, "%d", first);
        }
}

Test(fail, every_status_has_its_own_name)
{
    static const gdcs_status all[] = {0,   100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 300,
                                      301, 302, 303, 304, 305, 306, 400, 501, 600, 900, 901};
    enum { N = sizeof all / sizeof all[0] };
    for (size_t i = 0; i < N; i++) {
        cr_expect(strcmp(gdcs_status_name(all[i]), "GDCS_E_UNKNOWN") != 0, "%d", (int)all[i]);
        for (size_t j = 0; j < i; j++)
            cr_expect(strcmp(gdcs_status_name(all[i]), gdcs_status_name(all[j])) != 0);
    }
    cr_expect(eq(str, (char *)gdcs_status_name(GDCS_OK), "GDCS_OK"));
    cr_expect(eq(str, (char *)gdcs_status_name(GDCS_E_SEX), "GDCS_E_SEX"));
    cr_expect(eq(str, (char *)gdcs_status_name(-1), "GDCS_E_UNKNOWN"));
    cr_expect(eq(str, (char *)gdcs_status_name(104), "GDCS_E_UNKNOWN"));
}

Test(fail, a_system_error_names_path_and_reason)
{
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_i_fail_path(&err, GDCS_E_OPEN, "open", "a/b.csv", ENOENT), GDCS_E_OPEN));
    cr_expect(eq(str, err.message, "cannot open a/b.csv: no such file or directory"));
    cr_expect(eq(str, err.field, "path"));
}

Test(fail, a_long_path_loses_its_beginning_not_the_reason)
{
    gdcs_error err = {.struct_size = sizeof err};
    char path[4096] = "";
    while (strlen(path) < 4000)
        strcat(path, "/é€");
    for (int tail = 0; tail < 7; tail++) { /* the cut falls on every byte of the pattern */
        strcat(path, "x");
        gdcs_i_fail_path(&err, GDCS_E_OPEN, "open", path, EACCES);
        const char *end = strstr(err.message, "x: permission denied");
        cr_expect(end != NULL && strlen(end) == 20, "%s", err.message);
        cr_expect(strncmp(err.message, "cannot open ...", 15) == 0, "%s", err.message);
        cr_expect(strchr(err.message, '?') == NULL, "%s", err.message);
    }
}

Test(fail, each_common_errno_has_words_of_its_own)
{
    static const int common[] = {ENOENT, EACCES, EISDIR, ENOTDIR, ENOSPC,      EROFS,
                                 EMFILE, ENFILE, EEXIST, EPERM,   EIO,         EPIPE,
                                 EFBIG,  ELOOP,  EBADF,  EXDEV,   ENOMEM,      EINVAL,
                                 EDQUOT, EBUSY,  ENXIO,  ETXTBSY, ENAMETOOLONG};
    enum { N = sizeof common / sizeof common[0] };
    const char *other = gdcs_i_errno_text(-1);
    for (size_t i = 0; i < N; i++) {
        cr_expect(strcmp(gdcs_i_errno_text(common[i]), other) != 0, "%d", common[i]);
        for (size_t j = 0; j < i; j++)
            cr_expect(strcmp(gdcs_i_errno_text(common[i]), gdcs_i_errno_text(common[j])) != 0);
    }
}
