"""Identifiers of agencies: two schemes are in use at once, and a match in either is a match.

QCVN 102:2016/BTTTT writes the lowest level first in fixed groups (`000.00.53.H48`); decision 20/2020/QĐ-TTg
writes the highest first, as deep as needed (`H48.53`). The rule between them is inferred from published
pairs, and numbers of the second level were not always kept: a code written down wins over a converted one.
"""

import re

WIDTHS = (3, 2, 2)
TOP = re.compile(r"[A-Z]\d{2}")
CODE = re.compile(r"[A-Z0-9]{2,3}(\.[A-Z0-9]{2,3})*")


def in_order(code: str) -> str:
    """Return the code with the highest level first and without empty groups.

    `000.00.53.H48` and `H48.53` are both `H48.53`; one that begins with its top level stays as it is.
    """
    groups = [group for group in code.strip().upper().split(".") if group.strip("0")]
    lowest_first = len(groups) > 1 and TOP.fullmatch(groups[-1]) and not TOP.fullmatch(groups[0])
    return ".".join(reversed(groups) if lowest_first else groups)


def in_groups(code: str) -> str:
    """Return the code of QCVN 102 that the rule gives: `H48.53` is `000.00.53.H48`.

    Raises `ValueError` for more levels than the standard has.
    """
    top, *lower = in_order(code).split(".")
    if len(lower) > len(WIDTHS):
        raise ValueError(f"{code} has more levels than QCVN 102")
    padded = lower + ["0"] * (len(WIDTHS) - len(lower))
    groups = [group.rjust(width, "0") for group, width in zip(reversed(padded), WIDTHS, strict=True)]
    return ".".join([*groups, top])


def is_code(code: str) -> bool:
    """Return whether this can be an identifier at all: groups of two or three letters and digits."""
    return CODE.fullmatch(code.strip().upper()) is not None


def spellings(code: str) -> frozenset[str]:
    """Return every way in which the schemes may write this code, the given one included."""
    written = {code.strip().upper(), in_order(code)}
    if in_order(code).count(".") <= len(WIDTHS):
        written.add(in_groups(code))
    return frozenset(written)
