"""Protect random tables by every method, then attack them as somebody who knows nothing of the library.

    run.py [--tables N] [--seed S] [--first I] [--methods NAME ...] [--every N]

Table I of seed S is always the same.  Prints a line per method and kind of table, then one per kind: suppressed
cells attacked and recovered, and how many the same attacker finds where the unsafe cells alone are hidden, or
nobody thought of persons who are alone in a cell, or the largest in it.  With the method "door" a table is an
office that asks for one thing after the other, of persons or of amounts with holders, some with insiders: what it
was refused, and in vain, is counted, too, and what is found where all goes out; with "records" it asks for records
of the same persons, too.  The exit status is 1 if anything was found out that was to stay unknown, or if a control
finds nothing."""
import argparse
import pathlib
import random
import sys
import time
from collections import defaultdict

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bindings/python/tests"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import attacker
import door
import gdcs
import persons
import perturbation
import suppression

METHODS = {"heuristic": suppression.attack, "exact": suppression.attack,
           "insiders": suppression.attack,
           "controlled": perturbation.round_case, "random": perturbation.round_case,
           "conventional": perturbation.round_case, "cell key": perturbation.key_case,
           "noise": perturbation.noise_case, "door": door.attack, "records": persons.attack}
SHARES = ["heuristic"] * 6 + ["insiders"] * 3 + ["exact"] * 2 + ["controlled"] * 3 + \
    ["random", "conventional"] + ["cell key"] * 2 + ["noise"] * 2 + ["door"] * 6 + ["records"] * 5
SUPPRESSED = ("heuristic", "insiders", "exact")
ENOUGH = 150  # cells of a control, one of which at least is found out
LARGEST = 1500  # pairs likewise, of one who is the largest in a cell: most parts are no surprise


class Tally:
    """Counts by method and kind of table."""

    def __init__(self):
        self.rows = defaultdict(lambda: defaultdict(float))
        self.order = []

    def begin(self, method):
        self.method, self.kind, self.started = method, "", time.perf_counter()

    def case(self, kind):
        self.kind = kind
        self.add("tables")

    def add(self, what, times=1):
        if what not in self.order:
            self.order.append(what)
        self.rows[self.method, self.kind][what] += times

    def least(self, what, value):
        row = self.rows[self.method, self.kind]
        row[what] = min(row.get(what, value), value)

    def end(self):
        self.add("seconds", time.perf_counter() - self.started)

    def show(self):
        columns = [one for one in self.order if one != "seconds"] + ["slack", "seconds"]
        print("  ".join([f"{'method':14}{'tables are':31}"] + [f"{one:>13}" for one in columns]))
        for (method, kind), row in sorted(self.rows.items()):
            cells = [f"{row[one]:13.{1 if one == 'seconds' else 0}f}" if one in row else f"{'-':>13}"
                     for one in columns]
            print("  ".join([f"{method:14}{kind:31}"] + cells))
        print(flush=True)

    def by_kind(self, what, kind=None, methods=SUPPRESSED):
        return int(sum(row[what] for (method, one), row in self.rows.items()
                       if method in methods and kind in (None, one) and what in row))

    def sum_up(self):
        """A line per kind of suppressed table; what the controls should have found, and did not."""
        columns = ("tables", "attacked", "from inside", "recovered", "naive", "naive exposed",
                   "inside naive", "inside found", "largest naive", "largest found", "refused", "in vain")
        kinds = sorted({kind for method, kind in self.rows if method in SUPPRESSED and kind})
        print(f"{'suppressed tables are':31}" + "".join(f"{one:>15}" for one in columns))
        for kind in kinds + [None]:
            print(f"{kind or 'all':31}" + "".join(f"{self.by_kind(one, kind):15}" for one in columns))
        print(flush=True)
        idle = [kind for kind in kinds if self.by_kind("naive", kind) >= ENOUGH
                and not self.by_kind("naive exposed", kind)]
        for word, who, enough in (("inside", "alone", ENOUGH), ("largest", "the largest", LARGEST)):
            if self.by_kind(f"{word} naive") >= enough and not self.by_kind(f"{word} found"):
                idle.append(f"who is {who} in a cell")
        if self.by_kind("naive", methods=("door",)) >= ENOUGH and \
                not self.by_kind("naive exposed", methods=("door",)):
            idle.append("an office without a door")
        if self.by_kind("naive", methods=("records",)) >= ENOUGH and not (
                self.by_kind("naive exposed", methods=("records",)) and
                self.by_kind("naive persons", methods=("records",))):
            idle.append("records without a door")
        for one in ("door", "records"):
            if self.by_kind("inside naive", methods=(one,)) >= ENOUGH and \
                    not self.by_kind("inside found", methods=(one,)):
                idle.append(f"who is alone in a cell, of whom the office did not think: {one}")
        return idle


def main():
    parse = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parse.add_argument("--tables", type=int, default=5000)
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--first", type=int, default=0)
    parse.add_argument("--every", type=int, default=1000, help="tables between two reports")
    parse.add_argument("--methods", nargs="+", choices=sorted(METHODS), default=None)
    asked = parse.parse_args()
    if attacker.linprog is None:
        print("SciPy is not installed: nothing is attacked")
        return 0
    tally, leaks = Tally(), 0
    shares = [one for one in SHARES if asked.methods is None or one in asked.methods]
    for i in range(asked.first, asked.first + asked.tables):
        draw = random.Random(f"{asked.seed}/{i}")
        tally.begin(shares[i % len(shares)])
        try:
            METHODS[tally.method](draw, tally.method, tally)
        except (suppression.Leak, gdcs.Error) as leak:
            leaks += 1
            tally.add("recovered")
            print(f"{type(leak).__name__} in table {i} of seed {asked.seed}, {tally.method}, "
                  f"{tally.kind}: {leak}", flush=True)
        tally.end()
        if (i + 1 - asked.first) % asked.every == 0:
            tally.show()
    if asked.tables % asked.every:
        tally.show()
    idle = tally.sum_up()
    for one in idle:
        print(f"the control finds nothing: {one}")
    print(f"{asked.tables} tables, {leaks} leaks")
    return leaks > 0 or bool(idle)


if __name__ == "__main__":
    sys.exit(main())
