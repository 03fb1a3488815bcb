/* Several files that are read as one: their paths, and patterns for them. */
#ifndef GDCS_IO_RECORD_FILES_H
#define GDCS_IO_RECORD_FILES_H

#include <gdcs/error.h>

typedef struct gdcs_i_files {
    char **paths; /* one for each file */
    int64_t count;
    int64_t room;
} gdcs_i_files;

/* Patterns replaced by the files they stand for, in the order of their bytes.  A path of a file that is
   there is no pattern.  GDCS_E_ARGUMENT, GDCS_E_OPEN: a pattern that no file fits; GDCS_E_DUPLICATE: one
   file twice.  out is to be freed on failure too. */
gdcs_status gdcs_i_files_find(const char *const *paths, int64_t count, gdcs_i_files *out,
                              gdcs_error *err);
void gdcs_i_files_free(gdcs_i_files *files);

/* Is it text to `pattern`, in which * is any characters and ? is one? */
int gdcs_i_files_fits(const char *text, const char *pattern);

enum { GDCS_I_NAME = 256 };

/* What stands in a name where the pattern has {}, if it can be only one text: the number of those that it
   can be, 0, 1, or 2 for more. */
int gdcs_i_files_value(const char *name, const char *pattern, char value[GDCS_I_NAME]);

/* The bytes of a file that has a size, else -1. */
int64_t gdcs_i_files_size(const char *path);

/* The name without the folders. */
const char *gdcs_i_files_name(const char *path);
#endif
