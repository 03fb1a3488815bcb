#include "io/record/sentences.h"

#include <stdarg.h>
#include <stdio.h>

void gdcs_i_sentences_add(gdcs_i_sentences *sentences, const char *format, ...)
{
    va_list arguments;
    char *const at = sentences->text + sentences->used;
    const size_t room = sizeof sentences->text - sentences->used;
    const int between = sentences->used > 0 && room > 1;
    va_start(arguments, format);
    const int n = vsnprintf(at + between, room - (size_t)between, format, arguments);
    va_end(arguments);
    if (n < 0 || (size_t)n + (size_t)between >= room) {
        *at = '\0';
        return;
    }
    if (between)
        *at = ' ';
    sentences->used += (size_t)n + (size_t)between;
}
