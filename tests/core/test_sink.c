/* Mirrors lib/core/sink.c and lib/core/put.c. */
#include "core/sink_folder.h"

#include <math.h>
#include <pthread.h>

TestSuite(sink, .timeout = 60, .init = enter_folder, .fini = leave_folder);

Test(sink, memory_keeps_what_is_written_and_its_size)
{
    gdcs_sink *sink = NULL;
    int64_t size = -1;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(strcmp(gdcs_sink_get_text(sink, &size), "") == 0 && size == 0);
    put(sink, "women");
    put(sink, ",");
    cr_expect(eq(i32, gdcs_sink_write(sink, NULL, 0, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_sink_write(sink, "a\0b", 3, NULL), GDCS_OK));
    cr_expect(memcmp(gdcs_sink_get_text(sink, &size), "women,a\0b", 10) == 0 && size == 9);
    cr_expect(eq(i32, gdcs_sink_close(sink, NULL), GDCS_OK));
    cr_expect(memcmp(gdcs_sink_get_text(sink, &size), "women,a\0b", 10) == 0 && size == 9);
    cr_expect(eq(i32, gdcs_sink_write(sink, "x", 1, NULL), GDCS_E_ARGUMENT));
    gdcs_sink_free(sink);
}

Test(sink, memory_grows_to_megabytes)
{
    gdcs_sink *sink = NULL;
    int64_t size = 0;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    for (int i = 0; i < 1000000; i++)
        put(sink, i % 2 == 0 ? "ab" : "cde");
    const char *text = gdcs_sink_get_text(sink, &size);
    cr_expect(eq(i64, size, 2500000));
    for (int i = 0; i < 2500000; i++)
        cr_assert(text[i] == "abcde"[i % 5]);
    cr_expect(text[size] == '\0');
    gdcs_sink_free(sink);
}

Test(sink, numbers_are_written_without_a_locale)
{
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_i_put_double(sink, 0.1, NULL), GDCS_OK));
    put(sink, " ");
    cr_expect(eq(i32, gdcs_i_put_int64(sink, INT64_MIN, NULL), GDCS_OK));
    put(sink, " ");
    cr_expect(eq(i32, gdcs_i_put_double(sink, NAN, NULL), GDCS_OK));
    cr_expect(strcmp(text_of(sink), "0.1 -9223372036854775808 nan") == 0, "%s", text_of(sink));
    gdcs_sink_free(sink);
}

Test(sink, refuses_what_is_missing_or_out_of_its_domain)
{
    gdcs_sink *const untouched = (gdcs_sink *)folder, *sink = untouched;
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_sink_new_file(NULL, &sink, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(str, err.field, "path"));
    cr_expect(eq(i32, gdcs_sink_new_file("", &sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sink_new_file("x", NULL, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(str, err.field, "out"));
    cr_expect(eq(i32, gdcs_sink_new_descriptor(-1, &sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sink_new_descriptor(1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sink_new_memory(NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sink_write(NULL, "x", 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sink_close(NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(sink == untouched, "out is written only on success");
    gdcs_sink_free(NULL);
    cr_expect(strcmp(text_of(NULL), "") == 0);
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_sink_write(sink, "x", -1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sink_write(sink, NULL, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(strcmp(text_of(sink), "") == 0);
    gdcs_sink_free(sink);
    cr_expect(eq(int, others_than(""), 0));
}

Test(sink, a_new_file_appears_whole_when_closed_with_the_mode_umask_says)
{
    umask(027);
    gdcs_sink *sink = open_sink("new.csv");
    put(sink, "sex,n\n");
    cr_expect(strcmp(content("new.csv"), "(no file)") == 0, "nothing before close");
    cr_expect(strcmp(text_of(sink), "") == 0, "only a memory sink has a text");
    close_sink(sink);
    cr_expect(strcmp(content("new.csv"), "sex,n\n") == 0);
    cr_expect(mode_of("new.csv") == 0640, "%o", mode_of("new.csv"));
    cr_expect(eq(int, others_than("new.csv"), 0));
}

Test(sink, an_old_file_is_replaced_at_close_and_keeps_its_permission_bits)
{
    make_file("old.csv", "old", 0604);
    gdcs_sink *sink = open_sink("old.csv");
    put(sink, "new");
    cr_expect(strcmp(content("old.csv"), "old") == 0);
    close_sink(sink);
    cr_expect(strcmp(content("old.csv"), "new") == 0);
    cr_expect(mode_of("old.csv") == 0604, "%o", mode_of("old.csv"));
    cr_expect(eq(int, others_than("old.csv"), 0));
}

Test(sink, freed_without_close_it_leaves_everything_as_it_was)
{
    make_file("old.csv", "old", 0644);
    gdcs_sink *sink = open_sink("old.csv"), *other = open_sink("never.csv");
    put(sink, "half");
    put(other, "half");
    gdcs_sink_free(sink);
    gdcs_sink_free(other);
    cr_expect(strcmp(content("old.csv"), "old") == 0);
    cr_expect(eq(int, others_than("old.csv"), 0));
}

Test(sink, an_empty_file_is_a_file)
{
    close_sink(open_sink("empty.csv"));
    cr_expect(strcmp(content("empty.csv"), "") == 0);
}

Test(sink, closing_again_changes_nothing_and_writing_after_it_is_refused)
{
    gdcs_sink *sink = open_sink("once.csv");
    put(sink, "once");
    cr_expect(eq(i32, gdcs_sink_close(sink, NULL), GDCS_OK));
    cr_expect(eq(int, unlink("once.csv"), 0));
    cr_expect(eq(i32, gdcs_sink_close(sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_sink_write(sink, "x", 1, NULL), GDCS_E_ARGUMENT));
    gdcs_sink_free(sink);
    cr_expect(eq(int, others_than(""), 0));
}

Test(sink, several_sinks_for_one_path_do_not_meet_and_the_last_to_close_wins)
{
    gdcs_sink *a = open_sink("same.csv"), *b = open_sink("same.csv"), *c = open_sink("same.csv");
    put(a, "a");
    put(b, "b");
    put(c, "c");
    close_sink(b);
    cr_expect(strcmp(content("same.csv"), "b") == 0);
    close_sink(a);
    gdcs_sink_free(c);
    cr_expect(strcmp(content("same.csv"), "a") == 0);
    cr_expect(eq(int, others_than("same.csv"), 0));
}

Test(sink, a_temporary_file_of_a_dead_program_is_left_alone)
{
    make_file(".gdcs-0.part", "someone's", 0600);
    gdcs_sink *sink = open_sink("x.csv");
    put(sink, "x");
    close_sink(sink);
    cr_expect(strcmp(content(".gdcs-0.part"), "someone's") == 0);
    cr_expect(strcmp(content("x.csv"), "x") == 0);
}

Test(sink, a_name_as_long_as_the_system_allows_is_written)
{
    char name[256], path[512];
    memset(name, 'n', 255);
    name[255] = '\0';
    snprintf(path, sizeof path, "%s/%s", folder, name);
    gdcs_sink *sink = open_sink(path);
    put(sink, "x");
    close_sink(sink);
    cr_expect(strcmp(content(name), "x") == 0);
}

Test(sink, a_symbolic_link_stays_and_its_target_is_replaced)
{
    struct stat about;
    cr_assert(mkdir("there", 0755) == 0);
    make_file("there/real.csv", "old", 0600);
    cr_assert(symlink("there/real.csv", "link.csv") == 0);
    gdcs_sink *sink = open_sink("link.csv");
    put(sink, "new");
    close_sink(sink);
    cr_expect(lstat("link.csv", &about) == 0 && S_ISLNK(about.st_mode));
    cr_expect(strcmp(content("there/real.csv"), "new") == 0);
    cr_expect(mode_of("there/real.csv") == 0600);
}

static void *read_all(void *data)
{
    static char text[64];
    FILE *f = fopen(data, "r");
    if (f != NULL) {
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
    }
    return text;
}

/* A pipe in the test's own folder: were this to fail with a path of /dev, the machine would pay. */
Test(sink, what_is_no_regular_file_is_written_in_place)
{
    struct stat about;
    pthread_t reader;
    void *text = NULL;
    cr_assert(mkfifo("pipe", 0600) == 0);
    cr_assert(pthread_create(&reader, NULL, read_all, "pipe") == 0);
    gdcs_sink *sink = open_sink("pipe");
    put(sink, "through the pipe");
    cr_expect(eq(int, others_than("pipe"), 0));
    close_sink(sink);
    cr_expect(stat("pipe", &about) == 0 && S_ISFIFO(about.st_mode), "the pipe was replaced");
    if (S_ISFIFO(about.st_mode)) {
        pthread_join(reader, &text);
        cr_expect(strcmp(text, "through the pipe") == 0);
    }
}
