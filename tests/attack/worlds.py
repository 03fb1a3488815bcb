"""Random tables: two to four axes, sex nearly always among them with other and unknown, hierarchies,
linked tables that share margins, counts from sparse to dense, amounts with those who contribute."""
import string

from attacker import TOTAL, World

SEXES = (["F", "M"], ["F", "M"], ["F", "M", "_U"], ["F", "M", "_O"], ["F", "M", "_O", "_U"])
COUNTS = {
    "sparse": (0, 0, 0, 0, 0, 1, 1, 2, 3, 7),
    "singletons": (0, 1, 1, 1, 2, 9),
    "small": (0, 1, 2, 3, 4, 5, 6),
    "mixed": (0, 0, 1, 2, 3, 5, 8, 20, 60),
    "dense": (3, 6, 9, 12, 15, 18, 30, 45),
    "large": (0, 1, 2, 4, 40, 900, 25000, 1000000),
}
MOST = 160  # leaves


class Case:
    """A world, and which of its tables are published: shapes are names of axes; open axes have no total."""

    def __init__(self, kind, world, shapes, density):
        self.kind, self.world, self.shapes, self.density = kind, world, shapes, density
        self.open_axes = ()
        self.holders = None  # by leaf: [(who, amount)], where amounts are tabulated

    def tree(self):
        return {axis: {child: parent for parent in nodes if parent != TOTAL
                       for child in nodes[parent]}
                for axis, nodes in self.world.axes.items() if len(nodes) > 1}


def flat(draw, prefix, most):
    return {TOTAL: [prefix + letter for letter in string.ascii_lowercase[:draw.randint(2, most)]]}


def deep(draw, prefix):
    """Two or three levels; some branches end early."""
    nodes = flat(draw, prefix, 3)
    for top in list(nodes[TOTAL]):
        if draw.random() < 0.7:
            nodes[top] = [top + str(i) for i in range(draw.randint(2, 3))]
            for child in list(nodes[top]):
                if draw.random() < 0.2:
                    nodes[child] = [child + mark for mark in "xy"]
    return nodes


def leaves(nodes):
    return sum(one not in nodes for parts in nodes.values() for one in parts)


def axes_of(draw, count, trees):
    """Axes with few enough leaves in all."""
    while True:
        axes = {}
        if draw.random() < 0.9:
            axes["sex"] = {TOTAL: list(draw.choice(SEXES))}
        for one in draw.sample(["area", "age", "offence", "basis"], count - len(axes)):
            axes[one] = deep(draw, one[0]) if trees and draw.random() < 0.6 else \
                flat(draw, one[0], 7 if count == 2 else 4 if count == 3 else 3)
        if trees and all(len(nodes) == 1 for nodes in axes.values()):
            continue
        room = 1
        for nodes in axes.values():
            room *= leaves(nodes)
        if room <= MOST:
            order = draw.sample(sorted(axes), len(axes))
            return {axis: axes[axis] for axis in order}


def linked_shapes(draw, names):
    """Two or three tables, each with two axes or more, some axis in several."""
    shapes = []
    while len(shapes) < min(draw.choice([2, 2, 3]), len(names)):
        shape = tuple(sorted(draw.sample(names, draw.randint(2, len(names) - 1)), key=names.index))
        if shape not in shapes:
            shapes.append(shape)
    return shapes


KINDS = ("two axes", "three axes", "four axes", "hierarchies", "linked", "linked hierarchies")


def draw_case(draw, small=False):
    """A case; small: few enough cells for whole-number programmes that try everything."""
    kind = draw.choice(KINDS[:2] if small else KINDS)
    trees, linked = kind.endswith("hierarchies"), kind.startswith("linked")
    count = {"two axes": 2, "three axes": 3, "four axes": 4}.get(kind, 3 if linked else
                                                                 draw.choice([2, 2, 3]))
    axes = axes_of(draw, count, trees)
    while small and sum(map(leaves, axes.values())) > 8:
        axes = axes_of(draw, count, trees)
    density = draw.choice(sorted(COUNTS))
    names = list(axes)
    case = Case(kind, World(draw, axes, COUNTS[density]),
                linked_shapes(draw, names) if linked else [tuple(names)], density)
    if not linked and draw.random() < 0.15:
        case.open_axes = (draw.choice(names),)
        if case.open_axes == ("sex",) or len(names) == 1:
            case.open_axes = ()
    return case


def give_holders(draw, case):
    """Amounts with holders instead of counts of persons; one holder may be in several cells."""
    who = [f"h{i}" for i in range(30)]
    case.holders = {}
    for at in case.world.leaf:
        case.holders[at] = [(draw.choice(who), draw.choice((1, 2, 3, 5, 10, 40, 200)))
                            for _ in range(draw.choice((0, 1, 1, 2, 3, 5, 9)))]
    case.world.leaf = {at: sum(amount for _, amount in some) for at, some in case.holders.items()}
