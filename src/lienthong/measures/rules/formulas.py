"""Formulas of other indicators: arithmetic on their codes, worked out anew for each unit and period, never added."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from django.utils.translation import gettext as _

from lienthong.kernel.refusals import Invalid

MOST_LETTERS = 500
Value = Fraction | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: its text, and the codes of the indicators in it."""

    text: str
    tree: ast.expr
    codes: frozenset[str]

    def value(self, values: Mapping[str, Value]) -> Value:
        """Return the value, or None where a part is not known or a divisor is 0: undefined is never 0."""
        return _value(self.tree, values)


def read_formula(text: str) -> Formula:
    """Read "100 * W12 / (W12 + W13)": numbers, codes, + - * / and brackets, min and max.

    Raises `Invalid` (field `expression`) for what cannot be read.
    """
    plain = text.strip()
    if not plain or len(plain) > MOST_LETTERS:
        raise _unreadable(plain[:20])
    try:
        tree = ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _unreadable(plain) from None
    return Formula(plain, tree, frozenset(_codes(tree)))


def no_circle(code: str, formula: Formula, others: Mapping[str, Formula]) -> None:
    """Refuse a formula that leads back to its own indicator, naming the way round."""
    ways = [[code, part] for part in sorted(formula.codes)]
    while ways:
        way = ways.pop()
        if way[-1] == code:
            raise Invalid(_("Công thức đi vòng: %(way)s.") % {"way": " → ".join(way)}, field="expression")
        if way[-1] in others:
            ways += [[*way, part] for part in sorted(others[way[-1]].codes) if part not in way[1:]]


def _codes(node: ast.expr) -> Iterator[str]:
    """Yield the codes in a tree; whatever is no arithmetic is refused."""
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return
        case ast.Name():
            yield node.id
        case ast.BinOp() if type(node.op) in _TWO:
            yield from _codes(node.left)
            yield from _codes(node.right)
        case ast.UnaryOp(op=ast.USub()):
            yield from _codes(node.operand)
        case ast.Call(func=ast.Name(id="min" | "max"), keywords=[]) if node.args:
            for part in node.args:
                yield from _codes(part)
        case _:
            raise _unreadable(ast.unparse(node))


def _value(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant():
            return Fraction(str(node.value))
        case ast.Name():
            return values.get(node.id)
        case ast.UnaryOp():
            inner = _value(node.operand, values)
            return None if inner is None else -inner
        case ast.BinOp():
            return _of_two(type(node.op), _value(node.left, values), _value(node.right, values))
        case ast.Call(func=ast.Name(id=name)):
            parts = [_value(part, values) for part in node.args]
            known = [part for part in parts if part is not None]
            return reduce(min if name == "min" else max, known) if len(known) == len(parts) else None
    return None


def _of_two(kind: type[ast.operator], left: Value, right: Value) -> Value:
    if left is None or right is None or (kind is ast.Div and not right):
        return None
    return _TWO[kind](left, right)


def _unreadable(part: str) -> Invalid:
    words = _("Công thức không đọc được ở “%(part)s”: chỉ dùng số, mã chỉ tiêu, + − * /, ngoặc, min, max.")
    return Invalid(words % {"part": part[:60]}, field="expression")


_TWO: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
