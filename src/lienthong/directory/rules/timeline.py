"""What is so from day to day, and how a row that says what is so from a day on changes it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is so on days [since, until); an empty bound is open. `origin` is the row that says so already."""

    since: date | None
    until: date | None
    values: Values
    basis: str = ""
    origin: Any = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says is so from a day on. None leaves `until` or `basis` as it is; "" in `until` opens it."""

    since: date
    values: Values
    until: date | str | None = None
    basis: str | None = None


class Clash(Exception):  # noqa: N818 - an answer: something else is so on those days
    def __init__(self, other: Stretch) -> None:
        super().__init__(other)
        self.other = other


@dataclass(slots=True)
class Timeline:
    """Stretches that do not overlap, the earliest first."""

    stretches: list[Stretch] = field(default_factory=list)

    def on(self, day: date) -> Stretch | None:
        return next((one for one in self.stretches if one.holds(day)), None)

    def take(self, said: Said) -> tuple[Stretch | None, Stretch]:
        """Let the row be so; return what was so on its day before, and what is now. The same twice is no change.

        From the first day of a stretch on it puts that stretch right; from a later one it begins another. Raises
        `Clash` when it would lie over what is so later.
        """
        former = self.on(said.since)
        if former is None:
            fresh = Stretch(said.since, said.until or None, said.values, said.basis or "")  # type: ignore[arg-type]
            return None, self._put(fresh, None)
        values = {**former.values, **said.values}
        until: Any = former.until if said.until is None else said.until or None
        if said.since == former.since:
            basis = former.basis if said.basis is None else said.basis
            changed = replace(former, values=values, until=until, basis=basis)
        elif values == former.values:
            changed = replace(former, until=until)
        else:
            return former, self._begin(
                former, Stretch(said.since, until, values, said.basis or "", former.origin)
            )
        return former, former if changed == former else self._put(changed, former)

    def _begin(self, former: Stretch, fresh: Stretch) -> Stretch:
        self._must_fit(fresh, former)
        self.stretches[self.stretches.index(former)] = replace(former, until=fresh.since)
        return self._insert(fresh)

    def _put(self, fresh: Stretch, former: Stretch | None) -> Stretch:
        self._must_fit(fresh, former)
        if former is not None:
            self.stretches.remove(former)
        return self._insert(fresh)

    def _insert(self, fresh: Stretch) -> Stretch:
        self.stretches.append(fresh)
        self.stretches.sort(key=lambda one: one.since or date.min)
        return fresh

    def _must_fit(self, fresh: Stretch, former: Stretch | None) -> None:
        for other in self.stretches:
            later = other is not former and (other.since or date.min) > (fresh.since or date.min)
            if later and (fresh.until is None or fresh.until > (other.since or date.min)):
                raise Clash(other)
