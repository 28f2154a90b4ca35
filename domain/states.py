"""Names of other states, as Vietnamese papers write them."""

from __future__ import annotations

from importlib.resources import files

_TABLE = "states.csv"
_ROWS = tuple(
    line.rsplit(";", 1)
    for line in files("domain").joinpath(_TABLE).read_text(encoding="utf-8").splitlines()[1:]
)
STATES = frozenset(name for name, _ in _ROWS)
"""Every such name."""
SHORT = frozenset(name for name, where in _ROWS if where == "part")
"""Those that stand in other names too: *Lào* in *Lào Cai*, *Anh* in *Đông Anh*."""
