"""Random tables: two to four axes, sex nearly always among them with other and unknown, hierarchies,
linked tables that share margins, counts from sparse to dense, amounts with those who contribute; tables some of
whose cells are intervals or not there, or that have other labels than those beside them."""
import string

from attacker import INF, TOTAL, World, key

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
        self.soft = {}  # by key: limits of what nobody knows better, the publisher neither
        self.absent = "zero"  # what the tables say of cells that they do not have ...
        self.blank = set()  # ... which are those of these keys, ...
        self.without = {}  # ... and by (names, axis): labels that this table leaves out

    @property
    def is_plain(self):
        """Are all cells of all labels exact numbers?"""
        return not (self.soft or self.blank or self.without)

    def tree(self):
        return {axis: {child: parent for parent in nodes if parent != TOTAL
                       for child in nodes[parent]}
                for axis, nodes in self.world.axes.items() if len(nodes) > 1}

    def cells(self, names):
        """Every cell of this table that somebody set, with its true value."""
        for labels, value in self.world.cells(names, self.open_axes):
            if key(names, labels) not in self.blank and not any(
                    label in self.without.get((names, axis), ()) for axis, label in zip(names, labels)):
                yield labels, value

    def limits(self, names, labels, value):
        """What the table says of it before anything is hidden."""
        return self.soft.get(key(names, labels), (value, value))


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


def split(nodes, top, into):
    nodes[top] = [top + mark for mark in "xyz"[:into]]
    return nodes[top]


def deepest(draw, prefix):
    """Three levels below the total, nearly everywhere."""
    nodes = {TOTAL: [prefix + "a", prefix + "b"]}
    for top in nodes[TOTAL][:]:
        for child in split(nodes, top, 2):
            if draw.random() < 0.6:
                split(nodes, child, 2)
    split(nodes, prefix + "ax", 2)
    return nodes


def uneven(draw, prefix):
    """A leaf right below the total beside a long branch; a node may have one part only."""
    nodes = {TOTAL: [prefix + letter for letter in "abc"[:draw.randint(2, 3)]]}
    low = prefix + "a"
    for _ in range(draw.randint(2, 3)):
        low = draw.choice(split(nodes, low, draw.choice((1, 2, 2, 3))))
    return nodes


def leaves(nodes):
    return sum(one not in nodes for parts in nodes.values() for one in parts)


TREES = {"deep trees": deepest, "uneven trees": uneven}


def axes_of(draw, count, kind):
    """Axes with few enough leaves in all."""
    trees = "hierarchies" in kind or kind in TREES
    while True:
        axes = {}
        if draw.random() < 0.9:
            axes["sex"] = {TOTAL: list(draw.choice(SEXES))}
        for i, one in enumerate(draw.sample(["area", "age", "offence", "basis"], count - len(axes))):
            if kind in TREES and i < 2:
                axes[one] = TREES[kind](draw, one[0])
            else:
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


def soften(draw, value):
    """What a publisher who is unsure says of it."""
    base = draw.choice((3, 5, 10))
    return draw.choice([(0.0, INF), (max(0, value - draw.randint(0, 3)), value + draw.randint(1, 4)),
                        (value // base * base, value // base * base + base),
                        (0.0, value + draw.randint(1, 9))])


def make_soft(draw, case):
    """Some cells are intervals or missing when they are handed in."""
    share = draw.choice((0.03, 0.1, 0.25))
    for names in case.shapes:
        for labels, value in case.cells(names):
            if draw.random() < share:
                case.soft[key(names, labels)] = soften(draw, value)


def leave_blank(draw, case):
    """Some cells nobody set, where that does not mean zero: parts of totals that are there."""
    case.absent = "missing"
    share = draw.choice((0.03, 0.1, 0.2))
    case.blank = {key(names, labels) for names in case.shapes
                  for labels, _ in case.cells(names) if draw.random() < share and
                  not {"_O", "_U"} & set(labels) and set(labels) != {TOTAL}}


def leave_out(draw, case):
    """A label that no table has: its total is more than the parts that are shown."""
    for axis, nodes in case.world.axes.items():
        dull = [one for one in nodes[TOTAL] if one not in nodes and one not in ("F", "M")]
        if len(nodes[TOTAL]) > 2 and dull and draw.random() < 0.6:
            label = draw.choice(dull)
            case.without.update({(names, axis): {label} for names in case.shapes if axis in names})


def vary_labels(draw, case):
    """Tables that share an axis show other labels of it: some leave out what is below a label, or the label."""
    for names in case.shapes:
        for axis in names:
            nodes = case.world.axes[axis]
            tops = [one for one in nodes if one != TOTAL]
            if draw.random() < 0.6 and tops:
                picked = draw.sample(tops, draw.randint(1, len(tops)))
                case.without[names, axis] = set(picked) if draw.random() < 0.3 else {
                    low for top in picked for low in below(nodes, top)}


def below(nodes, top):
    return [low for part in nodes.get(top, ()) for low in [part, *below(nodes, part)]]


KINDS = ("two axes", "three axes", "four axes", "hierarchies", "deep trees", "uneven trees", "linked",
         "linked hierarchies")
MARRED = {"intervals": make_soft, "linked intervals": make_soft, "parts not there": leave_blank,
          "linked parts not there": leave_blank, "a label left out": leave_out,
          "linked hierarchies, other labels": vary_labels,
          "linked hierarchies, intervals": lambda draw, case: (vary_labels(draw, case), make_soft(draw, case))}


def draw_case(draw, small=False, marred=False):
    """A case; small: few enough cells for whole-number programmes that try everything; marred: of cells or
    labels that are not all there too."""
    kind = draw.choice(KINDS[:2] if small else KINDS + tuple(MARRED) if marred else KINDS)
    linked = kind.startswith("linked")
    count = {"two axes": 2, "three axes": 3, "four axes": 4, "deep trees": draw.choice([2, 3]),
             "uneven trees": draw.choice([2, 3])}.get(kind, 3 if linked else draw.choice([2, 2, 3]))
    axes = axes_of(draw, count, kind)
    while small and sum(map(leaves, axes.values())) > 8:
        axes = axes_of(draw, count, kind)
    density = draw.choice(sorted(COUNTS))
    names = list(axes)
    case = Case(kind, World(draw, axes, COUNTS[density]),
                linked_shapes(draw, names) if linked else [tuple(names)], density)
    if not linked and draw.random() < 0.15:
        case.open_axes = (draw.choice(names),)
        if case.open_axes == ("sex",) or len(names) == 1:
            case.open_axes = ()
    return case


def mar(draw, case):
    """After amounts are given out, since intervals are drawn around the true numbers."""
    if case.kind in MARRED:
        MARRED[case.kind](draw, case)


def give_holders(draw, case):
    """Amounts with holders instead of counts of persons; one holder may be in several cells."""
    who = [f"h{i}" for i in range(30)]
    case.holders = {}
    for at in case.world.leaf:
        case.holders[at] = [(draw.choice(who), draw.choice((1, 2, 3, 5, 10, 40, 200)))
                            for _ in range(draw.choice((0, 1, 1, 2, 3, 5, 9)))]
    case.world.leaf = {at: sum(amount for _, amount in some) for at, some in case.holders.items()}
