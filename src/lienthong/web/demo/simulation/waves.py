"""All copies of one year: its histories written out once, then filled for each copy as its months come."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from lienthong.directory.selectors import tree
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.simulated import rows
from lienthong.kernel.acts.simulated.copying import Template, Values, moved
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.acts.simulated.texts import Texts, alike, hole
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.web.demo.simulation import scaffold
from lienthong.web.demo.simulation.naming import Names, middle_of
from lienthong.web.demo.simulation.sharing import Share
from lienthong.web.demo.simulation.source import Source
from lienthong.web.demo.story.lying import Lying
from lienthong.web.demo.story.multiplying import FREE
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.shifting import ByWeeks
from lienthong.web.demo.story.stand_ins import Cast, Parts

ORDINAL: Final = "copy"
PLACE: Final = "place"
COMMUNE: Final = "commune"


@dataclass(frozen=True)
class Copied:
    """One copy: what fills its holes; of a part, only these cases."""

    texts: Texts
    only: frozenset[UUID] | None = None


@dataclass
class Wave:
    """The copies of one year that one process makes."""

    share: Share
    shift: ByWeeks
    names: Names
    copies: list[Copied]
    months: Mapping[date, Sequence[tuple[UUID, Template]]]
    found: list[rows.Rows] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, share: Share, ordinals: Sequence[int], *, seed: int) -> "Wave":
        """Write out the year and give each of these copies its people. The ordinals count within the year."""
        year, shift, names = share.year, source.shift(share.year), Names()
        begins = datetime(year, 1, 5, 8, tzinfo=HANOI)
        players = Players.on(local_day(begins), tree(local_day(begins)))
        parts = Parts.of(players.tree, source.units, source.stay, source.acts(year))
        cast = Cast.of(parts, players, begins, source.stay, seed)
        cases = [case for family in source.cases(year) for case in family]
        found = scaffold.read_rows(year, cases, listed)
        for table in found:
            names.know_rows(table.keys, begins)
        months = _months(source.acts(year), shift, names, parts, players)
        world = Act.objects.order_by("recorded_at", "id").values_list("id", flat=True)[0].bytes
        communes, places = _communes(players), _places(found[0])
        copies = []
        for ordinal in ordinals:
            copy = share.first + ordinal
            texts = Texts(middle_of(copy, world))
            texts[ORDINAL] = f"{copy:04d}"
            texts[PLACE] = communes[copy % len(communes)]
            cast.stand_in(copy, texts)
            texts |= {_named(place): _called_in(texts, place, cast.lying) for place in places}
            copies.append(Copied(texts, frozenset(share.part) if ordinal == share.whole else None))
        return cls(share, shift, names, copies, months, found)

    def acts_of(self, month: date) -> Iterator[tuple[Template, Texts]]:
        """Return the acts of a month, copy after copy: rows of one case lie together."""
        templates = self.months.get(month, ())
        for copy in self.copies:
            for case, template in templates:
                if copy.only is None or case in copy.only:
                    yield template, copy.texts

    @property
    def last_month(self) -> date:
        return max(self.months)

    def write_rows(self, copies: Sequence[Copied]) -> tuple[int, int]:
        """Write the rows of whole copies as they stand after their last act; return how many cases and rows."""
        return len(self.found[0].keys) * len(copies), rows.write(self._whole, [copy.texts for copy in copies])

    def write_part(self, copy: Copied) -> tuple[int, int]:
        found = scaffold.read_rows(self.share.year, copy.only or (), listed)
        return len(found[0].keys), rows.write(self._written_out(found), [copy.texts])

    @cached_property
    def _whole(self) -> list[rows.Lines]:
        return self._written_out(self.found)

    def _written_out(self, found: list[rows.Rows]) -> list[rows.Lines]:
        return rows.write_out(found, self.shift, _called(found[0], self.shift), self.names)


def _months(
    acts: Sequence[Values], shift: ByWeeks, names: Names, parts: Parts, players: Players
) -> dict[date, list[tuple[UUID, Template]]]:
    """Write out the acts of a year, by the month in which their copies happen."""
    names.know_acts([act | {"recorded_at": shift.moment(act["recorded_at"])} for act in acts])
    months: dict[date, list[tuple[UUID, Template]]] = defaultdict(list)
    for act in acts:
        later = players.in_place_of(parts.left_open(moved(act, shift, listed, names)))
        month = local_day(later["recorded_at"]).replace(day=1)
        months[month].append((act["case_id"], Template.of(later)))
    return dict(months)


def _called(cases: rows.Rows, shift: ByWeeks) -> dict[UUID, dict[str, Any]]:
    """Return how the cases of copies are called: by their year and the ordinal of the copy; a job also by its place."""
    key, number, title, lies = (cases.columns.index(name) for name in ("id", "number", "title", "place_id"))
    return {
        row[key]: {
            "number": f"{shift.words(row[number])}-{hole(ORDINAL)}",
            "title": shift.words(row[title])
            + (f" ({hole(_named(row[lies]))})" if row[number].startswith(FREE) else ""),
        }
        for row in cases.values
    }


def _places(cases: rows.Rows) -> set[UUID]:
    """Return where the cases lie, of those that say it."""
    lies = cases.columns.index("place_id")
    return {row[lies] for row in cases.values if row[lies]}


def _named(place: UUID | None) -> str:
    """Return the hole for the name of a place; of a job that says none, one for all jobs of the copy."""
    return f"{PLACE} {place}" if place else PLACE


def _called_in(texts: Texts, place: UUID, lying: Lying) -> str:
    return alike(lying.called[UUID(texts[str(place)])])


def _communes(players: Players) -> list[str]:
    named = {
        node.short_name.removeprefix("UBND ") for node in players.tree.nodes.values() if node.tier == COMMUNE
    }
    return sorted(alike(name) for name in named) or [""]
