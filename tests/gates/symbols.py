"""What the library gives and takes at link time: exactly the functions of the headers, nothing that
ends the program, prints, reads locale, clock, environment or a global seed, no mutable global."""
import re
import subprocess
import sys

from tree import all_functions, finish

objects_list, library, nm, objdump = sys.argv[2:6]
objects = open(objects_list).read().split()

FORBIDDEN = set("""
    abort exit _exit _Exit quick_exit atexit __assert_fail raise kill signal sigaction longjmp system popen
    fork execve printf vprintf puts putchar putc fputc perror psignal stdout stderr stdin error warn warnx err errx
    syslog rand srand rand_r random srandom drand48 lrand48 srand48 getrandom getentropy arc4random
    time clock clock_gettime gettimeofday localtime localtime_r gmtime ctime mktime strftime getpid
    setlocale localeconv uselocale nl_langinfo strcoll strxfrm strerror strerror_r
    strtod strtof strtold atof sscanf fscanf scanf vsscanf __isoc99_sscanf __isoc99_fscanf
    __ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc tolower toupper isalpha isdigit isspace
    iswalpha towlower mbstowcs wcstombs mbrtowc getenv secure_getenv setenv strtok gets tmpnam
""".split())
# The thread-local of the GSL guard is no global; the fallback without a private GSL needs one lock.
MUTABLE_ALLOWED = re.compile(r"guard\.c\.o$")
# Out of GLPK's error hook, which may not return, within the thread that the solver has to itself.
JUMP_ALLOWED = re.compile(r"num/lp/thread\.c\.o$")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def undefined(files, *options):
    """(file, symbol) of all."""
    listed = run(nm, "-A", "-u", *options, *files).splitlines()
    return sorted({(line.rpartition(":")[0], line.split()[-1].split("@")[0])
                   for line in listed if " U " in line})


wrong, file = [], ""
for file, symbol in undefined(objects):
    plain = re.sub(r"^__(\w+)_chk$", r"\1", symbol)
    if "longjmp" in {symbol, plain} and JUMP_ALLOWED.search(file):
        continue
    if {symbol, plain} & FORBIDDEN:
        wrong.append(f"{file.split('gdcs_objects.dir/')[-1]}: uses {symbol}")
for line in run(objdump, "-t", *objects).splitlines():
    file = line.partition(":     file format")[0] if ":     file format" in line else file
    m = re.search(r"\sO (\.data|\.bss)\S*\s+\S+\s+(?:\.hidden )?(\S+)$", line)
    if m and ".rel.ro" not in line and not MUTABLE_ALLOWED.search(file):
        wrong.append(f"{file.split('gdcs_objects.dir/')[-1]}: mutable global {m[2]}")
for _, symbol in undefined([library], "-D"):
    if symbol in FORBIDDEN - {"longjmp"}:
        wrong.append(f"{library.split('/')[-1]}: uses {symbol}")

exported = {line.split()[-1].split("@")[0] for line in run(nm, "-D", "--defined-only", library).splitlines()
            if " A " not in line}
declared = {f.name for f in all_functions()}
wrong += [f"exported, but in no header: {s}" for s in sorted(exported - declared)]
wrong += [f"in a header, but not exported: {s}" for s in sorted(declared - exported)]
print(f"{len(exported)} exported functions, {len(objects)} objects")
finish(wrong)
