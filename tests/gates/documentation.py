"""The header is the manual: every function says what it does, takes, refuses, and since when."""
import re

from tree import all_functions, finish, headers, root

TAGS = {"param", "return", "units", "errors", "source", "checked", "threads", "since"}
codes = set(re.findall(r"\b(GDCS_E_\w+) = ", (root / "include/gdcs/error.h").read_text()))
every = {f.name: f for f in all_functions()}
wrong = []


def sections(comment):
    """The text before the first tag, and (tag, text) pairs."""
    parts = re.split(r"^@(\w+)\s*", comment, flags=re.M)
    return parts[0].strip(), [(t, x.strip()) for t, x in zip(parts[1::2], parts[2::2])]


def is_imperative(sentence):
    """'Estimate ...', neither 'The estimate', 'Estimates ...' nor 'estimate'."""
    word = re.match(r"([A-Z][a-z]+)\b", sentence)
    return bool(word) and word[1] not in {"The", "An", "This", "That", "It", "Same", "As", "For"} \
        and (not word[1].endswith("s") or word[1].endswith("ss"))


def check(f):
    say = lambda what: wrong.append(f"{f.header}:{f.line}: {f.name}: {what}")
    if not f.comment:
        say("no documentation comment right before it")
        return
    lead, tags = sections(f.comment)
    if not is_imperative(lead):
        say(f"begins with no imperative: {lead[:40]!r}")
    if not re.search(r"[.:]", lead):
        say("its first sentence does not end")
    for tag, _ in tags:
        if tag not in TAGS:
            say(f"@{tag} is no tag")
    named = [x.split()[0] if x else "" for t, x in tags if t == "param"]
    if named != f.parameters:
        say(f"@param {' '.join(named) or '(none)'} is not {' '.join(f.parameters) or '(none)'}")
    for t, x in tags:
        if t == "param" and len(x.split()) < 2:
            say(f"@param {x} says nothing")
    if not any(t == "since" and re.fullmatch(r"\d+\.\d+", x) for t, x in tags):
        say("no @since X.Y")
    errors = " ".join(x for t, x in tags if t == "errors")
    if f.returns != "gdcs_status":
        if f.returns != "void" and not f.returns.endswith("*") and "GDCS_CHECK" in f.text:
            say("marked GDCS_CHECK but returns no status")
        return
    if not errors:
        say("no @errors")
    for code in re.findall(r"\bGDCS_E_\w+", errors):
        if code not in codes:
            say(f"{code} is no code of error.h")
    for other in re.findall(r"\b(gdcs_\w+)\(\)", f.comment):
        if other not in every:
            say(f"refers to {other}(), which is declared nowhere")
    if re.search(r"(as|those of) gdcs_\w+\(\)", errors):
        return
    if re.search(r"\*", re.sub(r"gdcs_error \*err", "", f.text)) and "GDCS_E_ARGUMENT" not in errors:
        say("takes a pointer and has no GDCS_E_ARGUMENT")
    if re.search(r"gdcs_\w+_(options|result) \*(?!\*)", f.text) and "GDCS_E_STRUCT" not in errors:
        say("takes a struct with struct_size and has no GDCS_E_STRUCT")


def comment_lines(text):
    """(lines that are comment or hold one, lines that are not blank)"""
    commented = {i for m in re.finditer(r"/\*.*?\*/", text, re.S)
                 for i in range(text.count("\n", 0, m.start()), text.count("\n", 0, m.end()) + 1)}
    lines = text.split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return sum(i in commented for i in filled), len(filled)


for f in every.values():
    check(f)
counts = {h.name: comment_lines(h.read_text()) for h in headers if h.name != "gdcs.h"}
for name, (comment, filled) in counts.items():
    print(f"{name:20} {100 * comment / filled:3.0f} % comment")
share = sum(c for c, _ in counts.values()) / sum(n for _, n in counts.values())
print(f"{len(every)} functions, headers are {100 * share:.0f} % comment (aim: 60)")
if share < 0.5:
    wrong.append(f"the headers are {100 * share:.0f} % comment, less than 50")
for h in headers:
    if not re.match(r"/\*\* @file gdcs/" + re.escape(h.name) + r"\n \*  \S", h.read_text()):
        wrong.append(f"{h.name}:1: does not begin with '/** @file gdcs/{h.name}' and what it holds")
finish(wrong)
