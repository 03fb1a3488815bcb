"""What is hidden by Gaussian elimination, slowly.

Langsrud (2024), Secondary cell suppression by Gaussian elimination: cells are columns of sums of inner
cells; candidates are published, the largest first, each whose column, freed of the published ones, is
no multiple of that of an unsafe cell.  Written from the paper, exactly modulo a prime, without looking at
any other program.  It knows no interval: what it hides is not determined, and may be known too closely.
tests/bench/eliminate.c does the same fast, of the columns made here.
"""
import heapq

PRIME = 2**31 - 1


def above(label):
    """What a label is part of: a03.17 of a03, a03 of total."""
    if label == "total":
        return None
    return label.rpartition(".")[0] or "total"


def columns(cells):
    """By cell, the inner cells that it is the sum of."""
    split = [{above(label) for label in labels} for labels in map(set, zip(*cells))]
    inner = [cell for cell in cells if not any(label in up for label, up in zip(cell, split))]
    found = {cell: {} for cell in cells}
    for number, cell in enumerate(inner):
        sums = [()]
        for label in cell:
            chain = []
            while label is not None:
                chain.append(label)
                label = above(label)
            sums = [start + (end,) for start in sums for end in chain]
        for total in sums:
            found[total][number] = 1
    return found


def subtract(column, pivot, factor):
    for row, value in pivot.items():
        left = (column.get(row, 0) - factor * value) % PRIME
        if left:
            column[row] = left
        else:
            column.pop(row, None)


def are_multiples(one, other):
    if len(one) != len(other):
        return False
    row = next(iter(one))
    if row not in other:
        return False
    factor = other[row] * pow(one[row], PRIME - 2, PRIME) % PRIME
    return all(other.get(row) == value * factor % PRIME for row, value in one.items())


class Gauss:
    def __init__(self, cells, unsafe):
        self.column = columns(cells)
        self.pivot = {}  # row: the column that was published, 1 there
        self.age = {}  # row: how many were published before
        self.users = {}  # row: unsafe cells whose column has it
        self.unsafe = {cell: self.column[cell] for cell in unsafe}
        for cell, column in self.unsafe.items():
            for row in column:
                self.users.setdefault(row, set()).add(cell)

    def reduce(self, column):
        waiting = [(self.age[row], row) for row in column if row in self.pivot]
        heapq.heapify(waiting)
        while waiting:
            _, row = heapq.heappop(waiting)
            if row not in column:
                continue
            pivot = self.pivot[row]
            subtract(column, pivot, column[row])
            for other in pivot:
                if other in self.pivot and other != row and other in column:
                    heapq.heappush(waiting, (self.age[other], other))
        return column

    def publish(self, cell):
        """Returns whether it can be published."""
        column = self.reduce(dict(self.column[cell]))
        if not column:
            return True
        row = next(iter(column))
        if any(are_multiples(column, self.unsafe[other]) for other in self.users.get(row, ())):
            return False
        row = min(column, key=lambda row: (len(self.users.get(row, ())), row))
        inverse = pow(column[row], PRIME - 2, PRIME)
        column = {other: value * inverse % PRIME for other, value in column.items()}
        self.age[row] = len(self.pivot)
        self.pivot[row] = column
        for other in list(self.users.get(row, ())):
            mine = self.unsafe[other]
            before = set(mine)
            subtract(mine, column, mine[row])
            for changed in before.symmetric_difference(mine):
                (self.users.setdefault(changed, set()).add if changed in mine
                 else self.users[changed].discard)(other)
        return True


def hide(minimum, cells):
    unsafe = [cell for cell, value in cells.items() if value < minimum]
    gauss = Gauss(cells, unsafe)
    candidates = sorted((cell for cell, value in cells.items() if value >= minimum),
                        key=lambda cell: -cells[cell])
    return unsafe, [cell for cell in candidates if not gauss.publish(cell)]
