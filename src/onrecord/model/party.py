"""When two codes name one party."""

from __future__ import annotations

BRANCHES = frozenset(("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "MED"))
"""CAMEO roles that are branches of one state: RUSMIL is RUSGOV's, while SYRREB is never SYRGOV's."""


def party_key(code: str | None, name: str) -> str:
    """Give what two mentions of one party share: the code without a branch of the state, else the name in lower case.

    >>> party_key("RUSMIL", "Russian forces") == party_key("RUSGOV", "Russia")
    True
    >>> party_key("SYRREB", "rebels") == party_key("SYRGOV", "Syria")
    False
    """
    if not code:
        return name.casefold()
    return code[:3] if code[3:6] in BRANCHES else code
