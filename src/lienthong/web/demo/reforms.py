"""The reorganisations of 2025 as drafts: what the files say begins on their days, turned into steps.

The files hold one time line. What begins on a day of reform is no fact in 2011: it is drafted and scheduled, and
becomes one when the day has come and the draft is carried out by the real act. Divisions have no successors in the
files; their work goes where their people go, else to the division of the same symbol, else to the agency that follows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from lienthong.directory.models import ADMINISTRATIVE, PlanState, ReorganisationPlan
from lienthong.directory.reorganising.drafting import Written, draft, schedule
from lienthong.kernel.acts.actor import Actor
from lienthong.web.demo.reading import Row, rows, words

TITLES: Final = {
    date(2025, 3, 1): ("Sắp xếp sở, ngành (01/03/2025)", "law"),
    date(2025, 7, 1): ("Chính quyền hai cấp (01/07/2025)", "resolution2025"),
}
TO_TRY: Final = "Đổi tên một phòng (bản nháp để thử)"
FIRST: Final = min(TITLES)
TREE_OF_UNITS: Final = "truc_thuoc"
SCHEMES: Final = {"code_qcvn102": "QCVN102", "code_qd20": "QD20"}
SAME_DAY: Final = "2025"  # what ends in the year of the reforms ends by them
Steps = Iterator[Written]


def draft_reforms(*, by: Actor, at: datetime) -> list[ReorganisationPlan]:
    """Draft both, and let them wait for their days; what a run that was cut off had drafted stays."""
    bases = {row["code"]: row["title"] for row in rows("sources")}
    plans = [
        _drafted(title) or draft(title, on=day, basis=bases[source], steps=[*steps(day)], by=by, at=at)
        for day, (title, source) in TITLES.items()
    ]
    _draft_to_try(by=by, at=at)
    return [schedule(plan.pk, by=by, at=at) if plan.state == PlanState.DRAFT else plan for plan in plans]


def _drafted(title: str) -> ReorganisationPlan | None:
    return ReorganisationPlan.objects.filter(title=title).first()


def _draft_to_try(*, by: Actor, at: datetime) -> None:
    """Leave a small draft on the desk, to look at and to go on with."""
    if _drafted(TO_TRY):
        return
    renaming = {"unit": "STTTT.CNTT", "name": "Phòng Công nghệ thông tin và Chuyển đổi số", "assumed": "name"}
    draft(
        TO_TRY,
        on=date(2026, 1, 1),
        basis="Dự thảo quyết định, giả định",
        steps=[("rename", renaming)],
        by=by,
        at=at,
    )


def before(name: str) -> list[Row]:
    """Return the rows of before the reforms; what ends only with them ends openly, as it was known before."""
    return [_open_end(row) for row in rows(name) if row["from"] < str(FIRST)]


def steps(day: date) -> Steps:
    """Return what the files say of the day: first what opens, then who and what moves there, then what passes."""
    on = str(day)
    yield from _opening(on)
    yield from _moving(on)
    yield from _people(on)
    yield from _lists(on)
    yield from _mandates(on)
    yield from _bodies(on)
    yield from _passing(on)


def _open_end(row: Row) -> Row:
    if not row["to"].startswith(SAME_DAY):
        return row
    assumed = [column for column in words(row.get("assumed", "")) if column != "to"]
    return row | {"to": ""} | ({"assumed": ";".join(assumed)} if "assumed" in row else {})


def _opening(on: str) -> Steps:
    for position, row in enumerate(rows("units")):
        if row["from"] != on:
            continue
        content = {
            name: row[name] for name in ("code", "name", "short_name", "symbol", "kind", "place", "note")
        }
        codes = {scheme: row[column] for column, scheme in SCHEMES.items() if row[column]}
        yield "open", _said(row, **content, under=row["parent"], position=position, codes=codes)


def _moving(on: str) -> Steps:
    for row in rows("placements"):
        if row["from"] == on:
            tree = ADMINISTRATIVE if row["tree"] == TREE_OF_UNITS else row["tree"]
            yield "move", _said(row, unit=row["unit"], under=row["parent"], tree=tree)


def _people(on: str) -> Steps:
    new = {row["code"] for row in rows("units") if row["from"] == on}
    for row in rows("posts"):
        if row["unit"] in new:
            shape = {name: row[name] for name in ("code", "unit", "title", "profile")}
            more = {"fields": words(row["fields"]), "rank": int(row["rank"])}
            yield "post", {**shape, **more, "basis": "invented"}
    for row in rows("appointments"):
        if row["from"] == on:
            content = {name: row[name] for name in ("person", "post", "kind")}
            yield "appoint", content | {"basis": "invented"}


def _lists(on: str) -> Steps:
    listed = {row["code"]: row for row in rows("groups")}
    for row in rows("group_members"):
        if row["from"] == on:
            yield "group", _said(listed[row["group"]], group=row["group"], unit=row["unit"])


def _mandates(on: str) -> Steps:
    for row in rows("mandates"):
        if row["from"] == on:
            yield "mandate", _said(row, mandate=row["code"], to=row["unit"])


def _bodies(on: str) -> Steps:
    """Let the successor of a standing agency stand for the body, where the body goes on: our assumption."""
    ends = {row["code"]: row["to"] for row in rows("units")}
    heirs = _single_heirs(on)
    served = {row["body"]: row for row in rows("bodies") if row["standing_agency"] in heirs}
    for body, row in served.items():
        if ends[body] > on:
            agency = heirs[row["standing_agency"]]
            yield (
                "standing",
                {"body": body, "agency": agency, "basis": row["source"], "assumed": "standing_agency"},
            )


def _passing(on: str) -> Steps:
    """Return mergers and splits, from below upwards: nobody ends while somebody stands under them."""
    depths = _depths()
    merged: dict[tuple[int, str, str, str], list[str]] = defaultdict(list)
    parted: dict[str, list[Row]] = defaultdict(list)
    for row in [*_parts(on), *(row for row in rows("successions") if row["on"] == on)]:
        if row["kind"] == "SPLIT":
            parted[row["predecessor"]].append(row)
        else:
            key = (-depths[row["predecessor"]], row["successor"], row["source"], row["assumed"])
            merged[key].append(row["predecessor"])
    found: list[tuple[int, Written]] = [
        (depth, ("merge", {"units": units, "into": into, "basis": source, "assumed": assumed}))
        for (depth, into, source, assumed), units in merged.items()
    ]
    found += [(-depths[unit], _split(unit, shared)) for unit, shared in parted.items()]
    yield from (step for _depth, step in sorted(found, key=lambda one: one[0]))


def _split(unit: str, shared: list[Row]) -> Written:
    """By the place of the work; where one takes all, all of it, else what has no place goes to those above."""
    parts = {row["successor"]: row["share"] for row in shared}
    only = {"rest": shared[0]["successor"]} if len(shared) == 1 else {}
    return "split", _said(shared[0], unit=unit, parts=parts, by_place=True, **only)


def _parts(on: str) -> Iterator[Row]:
    """Return what follows each division: a row as those of successions, assumed."""
    table = rows("successions")
    known = {row["predecessor"] for row in table}
    ending = [row for row in rows("units") if row["to"] == on and row["code"] not in known]
    heirs, people, alike = _single_heirs(on), _whither(on), _by_symbol(on)
    for row in ending:
        agency = heirs.get(
            row["parent"], row["parent"]
        )  # of what is split, the whole first takes its parts back
        within = [unit for unit, _count in people[row["code"]].most_common() if _belongs(unit, agency)]
        heir = (within or [alike.get((agency, row["symbol"]), agency)])[0]
        yield {
            "predecessor": row["code"],
            "successor": heir,
            "kind": "MERGER",
            "source": "law",
            "assumed": "successor",
        }


def _single_heirs(on: str) -> dict[str, str]:
    return {
        row["predecessor"]: row["successor"]
        for row in rows("successions")
        if row["on"] == on and row["kind"] != "SPLIT"
    }


def _whither(on: str) -> dict[str, Counter[str]]:
    """Return, by unit, to which units its people go on the day, and how many."""
    of_post = {row["code"]: row["unit"] for row in rows("posts")}
    left: dict[str, set[str]] = defaultdict(set)
    got: dict[str, list[str]] = defaultdict(list)
    for row in rows("appointments"):
        if row["to"] == on:
            left[of_post[row["post"]]].add(row["person"])
        if row["from"] == on:
            got[row["person"]].append(of_post[row["post"]])
    return defaultdict(
        Counter,
        {unit: Counter(new for one in people for new in got[one]) for unit, people in left.items()},
    )


def _by_symbol(on: str) -> dict[tuple[str, str], str]:
    return {
        (row["parent"], row["symbol"]): row["code"]
        for row in rows("units")
        if row["parent"] and row["from"] <= on and (not row["to"] or on < row["to"])
    }


def _belongs(unit: str, agency: str) -> bool:
    return unit == agency or _parents()[unit] == agency


def _parents() -> dict[str, str]:
    return {row["code"]: row["parent"] for row in rows("units")}


def _depths() -> dict[str, int]:
    above = _parents()

    def depth(unit: str) -> int:
        return 1 + depth(above[unit]) if above[unit] else 0

    return {unit: depth(unit) for unit in above}


def _said(row: Row, **content: Any) -> dict[str, Any]:
    """Return the content without what is empty, resting on the sources of the row."""
    rests = {"basis": row["source"], "assumed": row["assumed"]}
    return {name: value for name, value in {**content, **rests}.items() if value not in ("", {}, [])}
