"""Each error a header documents is provoked by a test of its noun: the tests name its code, and fail
allocations in turn where GDCS_E_MEMORY is documented."""
import re

from tree import all_functions, finish, root

# The score function has a root between limits that are always tried: no input is known for which the
# finder fails, and the code is there so that it would be an error and no wrong limit.  The dual of
# greatest entropy is convex, and Newton's steps have reached its minimum in every design tried.  The
# solver of linear programmes is given nothing that it is known to give up at.
UNREACHABLE = {("audit", "GDCS_E_NUMERIC"), ("audit", "GDCS_E_INTERNAL"),
               ("cell_key", "GDCS_E_NUMERIC"), ("gap", "GDCS_E_NUMERIC"), ("pipeline", "GDCS_E_NUMERIC"),
               ("quality", "GDCS_E_NUMERIC"), ("quotient", "GDCS_E_NUMERIC"),
               ("suppress", "GDCS_E_NUMERIC"), ("suppress", "GDCS_E_INTERNAL")}
wrong = []
programs = [t.read_text() for t in root.glob("tests/*/test_*.c")]
documented = {}
for f in all_functions():
    errors = re.search(r"^@errors(.*?)(^@|\Z)", f.comment, re.S | re.M)
    if errors:
        documented.setdefault(f.header[:-2], set()).update(re.findall(r"\bGDCS_E_\w+", errors[1]))
for noun, codes in documented.items():
    tests = "".join(text for text in programs if f"gdcs_{noun}_" in text)
    for code in sorted(codes):
        if code == "GDCS_E_MEMORY":
            if "fail_alloc" not in tests:
                wrong.append(f"{noun}.h documents {code}, and no test of it uses fail_alloc.h")
        elif code not in tests and (noun, code) not in UNREACHABLE:
            wrong.append(f"{noun}.h documents {code}, and no test of it names that")
print(f"{sum(map(len, documented.values()))} documented errors of {len(documented)} headers")
finish(wrong)
