"""The upper halves of code pages as the C library's iconv knows them: prints lib/io/csv/page/table.c, before
clang-format.  GNU libc 2.36 (Debian 12).  CP1255 is left to iconv: it joins letters with the marks that follow.

usage: pages.py > lib/io/csv/page/table.c"""
import subprocess

PAGES = ("CP1250 CP1251 CP1252 CP1253 CP1254 CP1256 CP1257 ISO-8859-1 ISO-8859-2 ISO-8859-5 "
         "ISO-8859-7 ISO-8859-9 ISO-8859-15 KOI8-R CP437 CP850 CP852 CP866 MACINTOSH").split()


def code_point(page, byte):
    """0 for a byte that the page does not know."""
    done = subprocess.run(["iconv", "-f", page, "-t", "UTF-32LE"], input=bytes([byte]),
                          capture_output=True, check=False)
    return ord(done.stdout.decode("utf-32-le")) if done.returncode == 0 else 0


print("/* Made by tests/reference/pages.py from the iconv of GNU libc 2.36.  0: no character. */")
print('#include "io/csv/page/table.h"\n')
print("const gdcs_i_page_table gdcs_i_pages[] = {")
for page in PAGES:
    print(f'{{"{page}", {{' + ", ".join(f"0x{code_point(page, b):04X}" for b in range(128, 256)) + "}},")
print("{NULL, {0}}};")
