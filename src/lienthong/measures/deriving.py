"""Values of indicators that are formulas of others: worked out for each unit and period from what was entered."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Protocol
from uuid import UUID

from lienthong.measures.asking import AsOf
from lienthong.measures.entered import RANK, Entered, best, entered
from lienthong.measures.models import Definition, Maturity
from lienthong.measures.rules.formulas import read_formula
from lienthong.measures.selectors import latest_definitions

Place = tuple[UUID, str]
Values = dict[str, Fraction | None]
DERIVED: Final = "derived"


class Known(Protocol):
    """A figure that a formula may be worked out of."""

    @property
    def value(self) -> Fraction | None: ...

    @property
    def maturity(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Derived:
    """A value worked out of other figures of the same unit and period; as sure as the least sure of them."""

    unit_id: UUID
    period: str
    value: Fraction | None
    maturity: str
    kind: str = DERIVED


def derived(definition: Definition, unit: UUID, period: str, parts: Mapping[str, Known]) -> Derived:
    """Work the formula out of its parts; undefined where it divides by 0, never 0."""
    value = read_formula(definition.expression).value({code: part.value for code, part in parts.items()})
    maturity = min((part.maturity for part in parts.values()), key=RANK.__getitem__, default=Maturity.FINAL)
    return Derived(unit, period, value, maturity)


def values_of(codes: Collection[str], as_of: AsOf, *, regime: str = "calendar") -> dict[Place, Values]:
    """Return the values of these indicators by unit and period; formulas from their parts, at each place anew."""
    definitions = latest_definitions()
    found = _entered(entered(with_parts(codes, definitions), as_of, regime=regime))
    for values in found.values():
        for code in codes:
            if code in definitions:
                _work_out(code, values, definitions)
    return {place: {code: values.get(code) for code in codes} for place, values in found.items()}


def _entered(entries: Collection[Entered]) -> dict[Place, Values]:
    grouped: dict[tuple[Place, str], list[Entered]] = defaultdict(list)
    for entry in entries:
        grouped[((entry.unit_id, entry.period), entry.code)].append(entry)
    found: dict[Place, Values] = defaultdict(dict)
    for (place, code), several in grouped.items():
        counted = best(several)
        found[place][code] = counted.value if counted else None
    return found


def with_parts(codes: Collection[str], definitions: Mapping[str, Definition]) -> set[str]:
    """Return the codes with all that their formulas lead to."""
    known: set[str] = set()
    waiting = [*codes]
    while waiting:
        code = waiting.pop()
        if code not in known and code in definitions:
            known.add(code)
            waiting += parts_of(definitions[code])
    return known


def parts_of(definition: Definition) -> frozenset[str]:
    """Return the codes of the indicators that a definition is a formula of; none where it is entered."""
    return read_formula(definition.expression).codes if definition.expression else frozenset()


def _work_out(code: str, values: Values, definitions: Mapping[str, Definition]) -> Fraction | None:
    """Return the value of one indicator at a place, its parts first; definitions hold no circle."""
    definition = definitions.get(code)
    if code in values or definition is None or not definition.expression:
        return values.get(code)
    formula = read_formula(definition.expression)
    values[code] = formula.value({part: _work_out(part, values, definitions) for part in formula.codes})
    return values[code]
