/* What the system says, in words that do not depend on a locale. */
#ifndef GDCS_CORE_SYSTEM_H
#define GDCS_CORE_SYSTEM_H

#include <gdcs/error.h>

/* "no such file or directory" and the like for an errno; static, never NULL. */
const char *gdcs_i_errno_text(int number);

/* Fail with "cannot <verb> <path>: <reason>"; a path too long for the message loses its
   beginning.  The field is "path". */
gdcs_status gdcs_i_fail_path(gdcs_error *err, gdcs_status status, const char *verb,
                             const char *path, int number);

/* The same with a reason of one's own; a path NULL is "the text". */
gdcs_status gdcs_i_fail_path_with(gdcs_error *err, gdcs_status status, const char *verb,
                                  const char *path, const char *reason);
#endif
