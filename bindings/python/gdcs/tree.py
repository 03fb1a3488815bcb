"""Which labels of an axis are parts of which (gdcs/tree.h)."""
from __future__ import annotations

import ctypes
from typing import Any, Dict, Mapping

from . import _abi
from ._lib import byref, call, decode, encode, encode_all, lib, new


def _pairs(function: Any, table: Any, axis: str) -> Dict[str, str]:
    tree = ctypes.POINTER(_abi.Tree)()
    call(function, table._handle, encode(axis, "axis"), byref(tree))
    got = tree.contents
    pairs = {decode(got.children[i]): decode(got.parents[i]) for i in range(got.count)}
    lib.gdcs_tree_free(tree)
    return pairs


def tree_prefixes(table: Any, axis: str) -> Dict[str, str]:
    """The parent of each label, by how labels begin: gdcs_tree_new_prefixes."""
    return _pairs(lib.gdcs_tree_new_prefixes, table, axis)


def tree_iccs(table: Any, axis: str) -> Dict[str, str]:
    """The parent of each label, by the classification of offences: gdcs_tree_new_iccs."""
    return _pairs(lib.gdcs_tree_new_iccs, table, axis)


def tree_structs(trees: Mapping[str, Mapping[Any, Any]]) -> Any:
    """An array of pointers to structs, of {axis: {child: parent}}; it keeps them alive."""
    structs = []
    for axis, pairs in trees.items():
        children, parents = encode_all(pairs, "trees"), encode_all(pairs.values(), "trees")
        structs.append(new(_abi.Tree, axis=encode(axis, "trees"), children=children,
                           parents=parents, count=len(pairs)))
    pointers = (ctypes.POINTER(_abi.Tree) * len(structs))(*map(ctypes.pointer, structs))
    return pointers
