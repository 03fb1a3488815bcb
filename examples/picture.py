"""Draw examples/picture.svg: the share of women from suspects to the protected, with intervals and
with bounds for people of unknown sex.  Needs the Python package; python3 examples/picture.py"""
import html
import pathlib

import gdcs

HERE = pathlib.Path(__file__).resolve().parent
LEFT, RIGHT, TOP, STEP, WIDTH = 390, 60, 86, 30, 900
MOST = 60.0  # per cent at the right end
INK, LIGHT, WOMEN, BOUNDS = "#222222", "#d9d9d9", "#8e3b8a", "#e3c4e1"


def table(name):
    return gdcs.read_csv(HERE / "data" / f"{name}.csv", HERE / "data" / f"{name}.schema.json")


def rows(name, keep, labels, **where):
    """(label, row) for each label of the last axis to keep."""
    found = table(name)
    for axis, label in where.items():
        found = found.slice(axis, label)
    frame = found.share([keep]).to_dict()
    for label, title in labels.items():
        at = frame[keep].index(label)
        yield title, {column: values[at] for column, values in frame.items()}


def groups():
    said = dict(value=None, lower=None, upper=None)
    yield "Stated by the OSCE, 2023", [
        ("members of organised crime groups, up to", dict(said, bound_lower=0.0, bound_upper=0.4)),
        ("arrested for organised crime, on average", dict(said, value=0.2)),
    ]
    yield "Recorded by police, eight agencies in Illinois, 2020", list(rows(
        "recorded_sex", "role", {"victim": "victims", "offender": "offenders",
                                 "arrestee": "arrested"}))
    yield "Sentenced for drug offences, England and Wales", list(rows(
        "drug_roles", "role", {"lesser": "in a lesser role", "significant": "in a significant role",
                               "leading": "in a leading role"}))
    yield "Prisoners, 2020", list(rows("prisoners", "country", {
        "Czechia": "Czechia", "Italy": "Italy", "France": "France"}, year="2020"))
    yield "Protected in their own right, Italy, 2022", list(rows(
        "witness_protection", "category", {"witnesses": "witnesses",
                                           "collaborators": "collaborators"}, year="2022",
        basis="own right"))


def x(share):
    return LEFT + (WIDTH - LEFT - RIGHT) * 100 * share / MOST


def text(at, y, said, **style):
    style = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in style.items())
    return f'<text x="{at:.1f}" y="{y:.1f}" {style}>{html.escape(said)}</text>'


def line(x1, y1, x2, y2, width, colour):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{colour}" stroke-width="{width}"/>')


def draw_row(title, row, y):
    low, high = row.get("bound_lower"), row.get("bound_upper")
    yield text(LEFT - 12, y + 4, title, text_anchor="end")
    if high is not None and high > low:
        yield line(x(low), y, x(high), y, 13, BOUNDS)
    if row["lower"] is not None:
        yield line(x(row["lower"]), y, x(row["upper"]), y, 2.5, WOMEN)
    if row["value"] is not None:
        yield f'<circle cx="{x(row["value"]):.1f}" cy="{y:.1f}" r="4.5" fill="{WOMEN}"/>'
    end = max(share for share in (high, row["upper"], row["value"]) if share is not None)
    said = 100 * (row["value"] if row["value"] is not None else high)
    yield text(x(end) + 10, y + 4, f"{said:.0f}" if row["lower"] is None else f"{said:.1f}",
               fill=WOMEN, font_weight="bold")


def draw():
    body, y = [], TOP
    for title, members in groups():
        body.append(text(LEFT - 12, y + 4, title, text_anchor="end", font_weight="bold"))
        y += STEP - 6
        for name, row in members:
            body += draw_row(name, row, y)
            y += STEP - 6
        y += 10
    grid = []
    for tick in range(0, int(MOST) + 1, 10):
        at = x(tick / 100)
        grid.append(line(at, TOP - 14, at, y - 10, 1, LIGHT))
        grid.append(text(at, y + 8, f"{tick} %", text_anchor="middle"))
    head = [text(24, 32, "Share of women, from suspects to the protected", font_size=20,
                 font_weight="bold"),
            text(24, 54, "point and line: share among those of known sex, with its 95 % interval; "
                 "band: whatever the sex of the unknown", fill="#555555")]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 26:.0f}" '
            f'font-family="sans-serif" font-size="13" fill="{INK}" role="img">\n'
            "<title>Share of women, from suspects to the protected</title>\n"
            '<rect width="100%" height="100%" fill="white"/>\n'
            + "\n".join(head + grid + body) + "\n</svg>\n")


if __name__ == "__main__":
    (HERE / "picture.svg").write_text(draw(), encoding="utf-8")
