/* A folder of its own for each test of a sink, and short words for what is in it. */
#ifndef GDCS_TESTS_SINK_FOLDER_H
#define GDCS_TESTS_SINK_FOLDER_H

#include "core/put.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/gdcs-sink-XXXXXX";

static inline void enter_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert(eq(int, chdir(folder), 0));
}

/* Which file names are here, other than `name`? */
static inline int others_than(const char *name)
{
    int count = 0;
    DIR *here = opendir(folder);
    for (struct dirent *entry; (entry = readdir(here)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
                 strcmp(entry->d_name, name) != 0;
    closedir(here);
    return count;
}

static inline void leave_folder(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_expect(eq(int, chdir("/"), 0));
    cr_expect(eq(int, system(command), 0));
}

/* Skipping ends the test without its .fini. */
static inline void skip(const char *reason)
{
    leave_folder();
    cr_skip_test("%s", reason);
}

static inline void make_file(const char *name, const char *text, mode_t mode)
{
    FILE *f = fopen(name, "w");
    cr_assert_not_null(f);
    fputs(text, f);
    fclose(f);
    cr_assert(eq(int, chmod(name, mode), 0));
}

static inline const char *content(const char *name)
{
    static char text[4096];
    FILE *f = fopen(name, "r");
    if (f == NULL)
        return "(no file)";
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    return text;
}

static inline mode_t mode_of(const char *name)
{
    struct stat about;
    return stat(name, &about) == 0 ? about.st_mode & 07777 : 0;
}

static inline gdcs_sink *open_sink(const char *path)
{
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(gdcs_sink_new_file(path, &sink, &err) == GDCS_OK, "%s", err.message);
    return sink;
}

static inline void put(gdcs_sink *sink, const char *text)
{
    cr_assert(gdcs_i_put(sink, text, NULL) == GDCS_OK);
}

static inline void close_sink(gdcs_sink *sink)
{
    cr_assert(gdcs_sink_close(sink, NULL) == GDCS_OK);
    gdcs_sink_free(sink);
}

static inline const char *text_of(const gdcs_sink *sink)
{
    return gdcs_sink_get_text(sink, NULL);
}
#endif
