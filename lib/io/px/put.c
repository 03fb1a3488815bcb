#include "io/px/put.h"
#include "core/fail.h"
#include "core/put.h"

enum { PIECE = 200 };

char gdcs_i_px_plain(char c, char line)
{
    if (c == '"')
        return '\'';
    if (c == '\n')
        return line;
    return (char)((unsigned char)c < ' ' || c == 0x7F ? ' ' : c);
}

gdcs_status gdcs_i_px_put_text(gdcs_sink *sink, const char *text, char line, gdcs_error *err)
{
    char piece[PIECE + 4];
    do {
        int64_t used = 0;
        piece[used++] = '"';
        while (*text != '\0' &&
               (used < PIECE - 3 || ((unsigned char)*text & 0xC0) == 0x80)) /* whole characters */
            piece[used++] = gdcs_i_px_plain(*text++, line);
        piece[used++] = '"';
        TRY(gdcs_sink_write(sink, piece, used, err));
        if (*text != '\0')
            TRY(gdcs_i_put(sink, "\n", err));
    } while (*text != '\0');
    return GDCS_OK;
}

gdcs_status gdcs_i_px_put_name(gdcs_sink *sink, const char *name, gdcs_error *err)
{
    TRY(gdcs_i_put(sink, "\"", err));
    TRY(gdcs_i_put(sink, name, err));
    return gdcs_i_put(sink, "\"", err);
}
