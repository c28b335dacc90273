"""The demo province as data: references, dates, trees, shares and people agree."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from lienthong.access.twins.people import invented_people
from lienthong.web.demo.reading import EVERYWHERE, file_of

Row = dict[str, str]
DATA = Path(__file__).parents[1] / "data"
PLANS = Path(__file__).parents[3] / "plans" / "data"
CENSUS = 1_230_808
TWO_TIERS = "2025-07-01"
FOR_EVER = "9999-12-31"
PROFILES = {
    "agency_admin",
    "admin",
    "chair",
    "clerk",
    "deputy",
    "division_head",
    "follower",
    "head",
    "office_chief",
    "plan_office",
    "specialist",
    "vice_chair",
}


def rows(name: str, folder: Path = DATA) -> list[Row]:
    path = file_of(name) if folder == DATA else folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def by_code(name: str) -> dict[str, Row]:
    return {row["code"]: row for row in rows(name)}


def split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def end(row: Row) -> str:
    return row["to"] or FOR_EVER


def within(inner: Row, outer: Row) -> bool:
    return outer["from"] <= inner["from"] and end(inner) <= end(outer)


def living(table: Iterable[Row], day: str) -> list[Row]:
    return [row for row in table if row["from"] <= day < end(row)]


PLACES, UNITS, KINDS = by_code("places"), by_code("units"), by_code("unit_kinds")
POSTS, PEOPLE, GROUPS, FIELDS = by_code("posts"), by_code("people"), by_code("groups"), by_code("fields")
PARTIES, SOURCES = by_code("parties"), by_code("sources")
APPOINTMENTS, ACCOUNTS = rows("appointments"), rows("accounts")
PROVIDED = invented_people()

FILES = sorted({*EVERYWHERE, *(path.stem for path in DATA.glob("*.csv"))})
WITH_CODE = [name for name in FILES if "code" in rows(name)[0]]
WITH_RANGE = [name for name in FILES if "from" in rows(name)[0]]


@pytest.mark.parametrize("name", [name for name in WITH_CODE if name != "mandates"])
def test_codes_are_unique(name: str) -> None:
    codes = [row["code"] for row in rows(name)]
    keys = (
        [(row["code"], row["from"]) for row in rows(name)] if name in {"service_points", "points"} else codes
    )
    assert len(keys) == len(set(keys))  # a point that moves goes on under its code
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?", code) for code in codes)


@pytest.mark.parametrize(
    "name",
    ["unit_kinds", "place_kinds", "point_kinds", "trees", "groups", "fields", "code_schemes", "mandates"],
)
def test_words_of_a_fixed_vocabulary_have_their_english(name: str) -> None:
    english = "title_en" if name == "mandates" else "name_en"
    assert not [row["code"] for row in rows(name) if not row[english].strip()]


@pytest.mark.parametrize("name", WITH_RANGE)
def test_ranges_begin_before_they_end(name: str) -> None:
    for row in rows(name):
        if row["from"] and row["to"]:
            assert date.fromisoformat(row["from"]) < date.fromisoformat(row["to"]), row


@pytest.mark.parametrize("name", ["places", "units", "populations", "successions", "place_successions"])
def test_every_fact_names_its_source(name: str) -> None:
    for row in rows(name):
        assert split(row["source"]), row
        assert set(split(row["source"])) <= set(SOURCES), row


@pytest.mark.parametrize(
    ("name", "column", "known"),
    [
        ("units", "kind", KINDS),
        ("units", "parent", UNITS),
        ("units", "place", PLACES),
        ("places", "parent", PLACES),
        ("places", "kind", by_code("place_kinds")),
        ("points", "kind", by_code("point_kinds")),
        ("points", "place", by_code("places")),
        ("populations", "place", PLACES),
        ("place_successions", "predecessor", PLACES),
        ("place_successions", "successor", PLACES),
        ("successions", "predecessor", UNITS),
        ("successions", "successor", UNITS),
        ("placements", "tree", by_code("trees")),
        ("placements", "unit", UNITS),
        ("placements", "parent", UNITS),
        ("group_members", "group", GROUPS),
        ("group_members", "unit", UNITS),
        ("party_group_members", "group", GROUPS),
        ("party_group_members", "party", PARTIES),
        ("mandates", "unit", UNITS),
        ("posts", "unit", UNITS),
        ("posts", "fields", FIELDS),
        ("appointments", "person", PEOPLE),
        ("appointments", "post", POSTS),
        ("accounts", "person", PEOPLE),
        ("bodies", "body", UNITS),
        ("bodies", "standing_agency", UNITS),
        ("bodies", "post", POSTS),
        ("parties", "branch_of", PARTIES),
        ("parties", "place", PLACES),
    ],
)
def test_references_are_known(name: str, column: str, known: dict[str, Row]) -> None:
    assert not [row for row in rows(name) if not set(split(row[column])) <= set(known)]


@pytest.mark.parametrize("table", [UNITS, PLACES], ids=["units", "places"])
def test_trees_have_no_cycle_and_children_live_within_their_parent(table: dict[str, Row]) -> None:
    for code, row in table.items():
        seen, at = {code}, row["parent"]
        while at:
            assert at not in seen, code
            seen.add(at)
            at = table[at]["parent"]
        if row["parent"]:
            assert within(row, table[row["parent"]]), code


def test_other_trees_stay_within_both_units_and_never_overlap() -> None:
    held = defaultdict(list)
    for row in rows("placements"):
        assert row["unit"] != row["parent"]
        assert within(row, UNITS[row["unit"]]), row
        assert within(row, UNITS[row["parent"]]), row
        held[row["tree"], row["unit"]].append(row)
    for spans in held.values():
        assert all(end(left) <= right["from"] for left, right in pairwise(spans))


def test_the_plan_era_has_10_districts_and_127_communes() -> None:
    kinds = Counter(KINDS[unit["kind"]]["tier"] for unit in living(UNITS.values(), "2012-06-01"))
    committees = Counter(unit["kind"] for unit in living(UNITS.values(), "2012-06-01"))
    assert committees["district_committee"] == 10
    assert kinds["commune"] == 127
    assert (
        sum(1 for place in PLACES.values() if place["parent"].startswith("60-") and place["gso_code"]) == 120
    )


def test_since_july_2025_there_are_45_communes_and_no_district() -> None:
    now = [unit["kind"] for unit in living(UNITS.values(), "2025-08-01")]
    communes = {"commune_committee", "ward_committee", "special_zone_committee"}
    assert Counter(kind for kind in now if kind in communes) == {
        "commune_committee": 36,
        "ward_committee": 8,
        "special_zone_committee": 1,
    }
    assert not [kind for kind in now if kind.startswith(("district", "township"))]


def people() -> list[tuple[str, Fraction]]:
    return [(row["place"], Fraction(row["people"])) for row in rows("populations")]


def test_both_dates_sum_to_the_census() -> None:
    then = people()
    assert len(then) == 127
    assert sum(number for _, number in then) == CENSUS
    heirs = defaultdict(list)
    for row in rows("place_successions"):
        heirs[row["predecessor"]].append((row["successor"], Fraction(row["share"])))
    now: dict[str, Fraction] = defaultdict(Fraction)
    for place, number in then:
        for heir, share in heirs[place]:
            now[heir] += share * number
    assert len(now) == 45
    assert sum(now.values()) == CENSUS


def test_town_and_country_make_the_whole() -> None:
    for row in rows("populations"):
        assert int(row["urban"]) + int(row["rural"]) == int(row["people"]), row


@pytest.mark.parametrize(("name", "table"), [("place_successions", PLACES), ("successions", UNITS)])
def test_shares_of_one_predecessor_sum_to_one(name: str, table: dict[str, Row]) -> None:
    shares = defaultdict(list)
    for row in rows(name):
        assert row["kind"] in {"MERGER", "SPLIT", "RENAMING"}
        assert row["predecessor"] != row["successor"]
        assert table[row["predecessor"]]["to"] == row["on"], row
        assert table[row["successor"]]["from"] <= row["on"], row
        shares[row["predecessor"]].append(Fraction(row["share"]))
    assert all(sum(parts) == 1 and min(parts) > 0 for parts in shares.values())


def test_every_agency_that_ends_has_an_heir() -> None:
    heirs = {row["predecessor"] for row in rows("successions")}
    inside = {"division", "department_office", "subsidiary", "vertical_division"}
    inside |= {"district_office", "district_division"}
    orphans = [
        u["code"] for u in UNITS.values() if u["to"] and u["kind"] not in inside and u["code"] not in heirs
    ]
    assert orphans == []


def test_codes_of_both_schemes_are_well_formed_and_unverified() -> None:
    for unit in UNITS.values():
        if not unit["code_qd20"]:
            continue
        assert re.fullmatch(r"\d{3}\.\d\d\.\d\d\.H\d\d", unit["code_qcvn102"]), unit["code"]
        parts = [part for part in reversed(unit["code_qcvn102"].split(".")) if part.strip("0")]
        assert unit["code_qd20"] == ".".join(parts)
        assert {"code_qcvn102", "code_qd20"} <= set(split(unit["assumed"])), unit["code"]


@pytest.mark.parametrize("day", ["2012-06-01", "2025-04-01", "2025-08-01"])
def test_identifiers_are_given_once_a_day(day: str) -> None:
    codes = [unit["code_qd20"] for unit in living(UNITS.values(), day) if unit["code_qd20"]]
    assert len(codes) == len(set(codes))


def test_group_members_live_within_group_and_unit() -> None:
    for row in rows("group_members"):
        assert GROUPS[row["group"]]["of"] == "unit"
        assert within(row, UNITS[row["unit"]]), row
        assert within(row, GROUPS[row["group"]]), row
    size = Counter(row["group"] for row in living(rows("group_members"), "2012-06-01"))
    assert (size["ubnd_huyen"], size["ubnd_xa"]) == (10, 127)


def test_vertical_agencies_are_outside_the_committee() -> None:
    outside = {row["unit"] for row in rows("group_members") if row["group"] == "nganh_doc"}
    assert {KINDS[UNITS[unit]["kind"]]["under_committee"] for unit in outside} == {"no"}
    inside = {row["unit"] for row in rows("group_members") if row["group"] == "co_quan_thuoc_ubnd_tinh"}
    assert not outside & inside


def test_a_mandate_has_one_holder_at_a_time() -> None:
    held = defaultdict(list)
    for row in rows("mandates"):
        assert within(row, UNITS[row["unit"]]), row
        held[row["code"]].append(row)
    for spans in held.values():
        assert all(end(left) == right["from"] for left, right in pairwise(spans))


def test_posts_have_a_profile() -> None:
    assert {post["profile"] for post in POSTS.values()} == PROFILES


def test_appointments_live_within_their_unit() -> None:
    for row in APPOINTMENTS:
        assert row["kind"] in {"holder", "acting", "concurrent"}
        assert within(row, UNITS[POSTS[row["post"]]["unit"]]), row


@pytest.mark.parametrize("column", ["post", "person"])
def test_no_two_in_one_post_and_nobody_in_two_as_holder(column: str) -> None:
    held = defaultdict(list)
    for row in APPOINTMENTS:
        if column == "post" or row["kind"] == "holder":
            held[row[column]].append((row["from"], end(row)))
    for spans in held.values():
        assert all(left[1] <= right[0] for left, right in pairwise(sorted(spans)))


def test_every_appointed_person_has_one_account() -> None:
    assert {row["person"] for row in APPOINTMENTS} == set(PEOPLE) == {row["person"] for row in ACCOUNTS}
    names = [row["username"] for row in ACCOUNTS]
    assert len(set(names)) == len(names) == len(PEOPLE)
    assert all(re.fullmatch(r"[a-z0-9.]{3,60}", name) for name in names)


def test_names_are_not_repeated() -> None:
    names = [row["full_name"] for row in PEOPLE.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "day", ["2011-01-01", "2012-06-01", "2015-12-31", "2025-04-01", "2025-07-01", "2026-11-24"]
)
def test_accounts_shown_have_a_post_on_any_day(day: str) -> None:
    at_work = {row["person"] for row in living(APPOINTMENTS, day)}
    shown = [row for row in ACCOUNTS if row["shown"] == "yes"]
    assert len(shown) == 19
    assert not [row["username"] for row in shown if row["person"] not in at_work]
    assert all(row["note"] for row in shown)


def test_every_agency_of_the_plan_era_has_a_head_and_a_registry() -> None:
    posts = defaultdict(set)
    for post in POSTS.values():
        unit = UNITS[post["unit"]]
        posts[unit["code"]].add(post["profile"])
        if unit["parent"]:
            posts[unit["parent"]].add(post["profile"])
    members = {
        row["unit"] for row in living(rows("group_members"), "2012-06-01") if row["group"] != "nganh_doc"
    }
    for unit in members - {row["unit"] for row in rows("group_members") if row["group"] == "phong_vhtt"}:
        assert posts[unit] & {"head", "chair", "office_chief"}, unit
        assert "clerk" in posts[unit], unit


def test_the_steering_board_sits_by_post() -> None:
    seats = rows("bodies")
    assert {seat["standing_agency"] for seat in seats} == {"STTTT"}
    assert [int(seat["rank"]) for seat in seats] == list(range(1, len(seats) + 1))
    assert UNITS["BCDCNTT"]["kind"] == "coordinating_body"
    assert KINDS["coordinating_body"]["has_seal"] == "no"
    assert all(within(seat, UNITS[POSTS[seat["post"]]["unit"]]) for seat in seats)


def test_each_enterprise_reports_through_one_focal_point() -> None:
    branches = defaultdict(list)
    for party in PARTIES.values():
        if party["kind"] == "branch":
            branches[party["branch_of"]].append(party["focal"])
    for code, party in PARTIES.items():
        if party["kind"] == "enterprise":
            assert [party["focal"], *branches[code]].count("yes") == 1, code


def test_numbers_of_parties_are_recognisably_invented() -> None:
    for party in PARTIES.values():
        assert party["source"] == "invented"
        assert not party["tax_code"] or party["tax_code"].startswith("999999")
        assert not party["id_number"] or party["id_number"].startswith("999")


@pytest.mark.parametrize("column", ["lead", "supporting", "monitoring", "focal", "executor"])
def test_the_plans_tasks_are_given_to_units_and_groups_of_then(column: str) -> None:
    known = {unit["code"] for unit in living(UNITS.values(), "2011-12-01")}
    known |= {group["code"] for group in living(GROUPS.values(), "2011-12-01")}
    assert not [task["code"] for task in rows("tasks", PLANS) if not set(split(task[column])) <= known]


def test_the_plans_fields_are_followed_by_somebody_in_the_office() -> None:
    followed = set()
    for post in POSTS.values():
        if post["profile"] == "follower" and post["unit"].startswith("VPUB"):
            followed |= set(split(post["fields"]))
    assert {task["field"] for task in rows("tasks", PLANS)} <= followed


def test_people_of_the_identity_provider_are_those_of_the_demo() -> None:
    told = {one.claims.get("SoDinhDanh") or one.claims["MaSoThue"]: one.name for one in PROVIDED.values()}
    named = {row["tax_code"] or row["id_number"]: row["name"] for row in PARTIES.values()}
    official = next(one for one in PROVIDED.values() if "cv.cntt" in one.note)
    holder = next(row["person"] for row in ACCOUNTS if row["username"] == "cv.cntt")

    assert {number: name for number, name in told.items() if number in named}.items() <= named.items()
    assert len(told.keys() & named.keys()) == 3
    assert official.name == PEOPLE[holder]["full_name"]
