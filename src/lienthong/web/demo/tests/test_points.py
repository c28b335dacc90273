"""The simulated service points as the area reads them: counts, places, the radius then and in two tiers."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import groupby

import pytest
from django.db import connection

from lienthong.directory.models import Place
from lienthong.directory.selectors import places_on
from lienthong.infrastructure.loading import load_points
from lienthong.infrastructure.models import ServicePointVersion
from lienthong.infrastructure.radius import map_of, pairs, units_of
from lienthong.infrastructure.words import radius_words
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.selectors import tree_size
from lienthong.measures.asking import AsOf, Question
from lienthong.measures.models import Rule
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.measures.rules.values import value_of
from lienthong.plans.loading import DATA as PLANS
from lienthong.plans.loading import rows_of
from lienthong.plans.rules import Aim, Light, light_of
from lienthong.web.demo.load_directory import load_directory
from lienthong.web.demo.load_parties import load_parties
from lienthong.web.demo.reading import rows
from lienthong.web.demo.story.points import content_of

AT = datetime(2011, 1, 1, tzinfo=UTC)
NOW = datetime(2012, 12, 11, tzinfo=UTC)
TWO_TIERS = date(2025, 7, 1)
LINES = rows("service_points")


def valid(day: str) -> int:
    return sum(row["from"] <= day and (not row["to"] or day < row["to"]) for row in LINES)


def test_the_count_grows():
    days = ("2011-01-01", "2011-12-31", "2012-06-30", "2012-12-11", "2013-12-31", "2014-12-31", "2015-12-10")

    assert [valid(day) for day in days] == [1024, 1071, 1097, 1128, 1181, 1200, 1275]
    assert len(LINES) == 1407
    assert len({row["code"] for row in LINES}) == 1383
    assert len({row["place"] for row in LINES}) == 127
    assert all("mô phỏng" in row["source"] for row in LINES)


def test_an_end_that_comes_after_its_report_has_a_reason_and_what_moved_goes_on():
    later = [row for row in LINES if row["to"] > row["reported_on"]]
    begins = {(row["code"], row["from"]) for row in LINES}

    assert {row["code"] + row["from"] for row in later} == {
        row["code"] + row["from"] for row in LINES if row["reason"]
    }
    moved = [row for row in later if (row["code"], row["to"]) in begins]
    assert len(moved) == 24
    assert moved == [row for row in later if "địa chỉ mới" in row["reason"]]
    assert all(row["from"] < row["reported_on"] for row in LINES)


def entered() -> dict[str, int]:
    """Return how many points were reported for each year, as last put right within the world."""
    told = [row for row in rows("figures") if row["target"] == "T05" and row["reported_on"] <= "2015-12-09"]
    return {
        row["period"]: int(row["denominator"]) for row in sorted(told, key=lambda row: row["reported_on"])
    }


def lights(counted: Mapping[str, int]) -> dict[str, Light]:
    target = next(row for row in rows_of(PLANS / "targets.csv") if row["code"] == "T05")
    steps = dict(step.split(":") for step in target["steps"].split(";"))
    aim = Aim(
        target["operator"],
        Fraction(target["threshold"]),
        Fraction(target["exceeded"]),
        upward=False,
        by_year=int(target["by"]),
        steps={int(year): Fraction(value) for year, value in steps.items()},
    )
    area = Fraction("7812.8")
    return {y: light_of(aim, int(y), value_of(Rule.RADIUS, area, Fraction(n))) for y, n in counted.items()}


def test_what_is_computed_stands_near_what_was_entered_and_differs_in_2014():
    """In 2014 the department found 22 agents gone that the totals of enterprises still held."""
    told = entered()
    found = {year: valid(f"{year}-12-31") for year in ("2011", "2012", "2013", "2014")}
    found["2015"] = valid("2015-12-10")

    assert {year: abs(found[year] - told[year]) <= 12 for year in found} == {
        year: year != "2014" for year in found
    }
    assert lights(told)["2014"] == Light.ON_TRACK
    assert lights(found) | {"2011": None} == {
        "2011": None,
        "2012": Light.ON_TRACK,
        "2013": Light.ON_TRACK,
        "2014": Light.AT_RISK,
        "2015": Light.MET,
    }


@pytest.fixture
def asked(db):
    load_directory(by=SYSTEM, at=AT)
    load_parties(by=SYSTEM, at=AT)
    known = [row for row in LINES if row["reported_on"] <= f"{NOW:%Y-%m-%d}"]
    for day, report in groupby(known, key=lambda row: row["reported_on"]):
        load_points(
            f"{day}.csv", content_of(list(report)), by=SYSTEM, at=datetime.fromisoformat(f"{day}T03:00Z")
        )
    sequence_all()
    return Question(period_of(CALENDAR, "2012"), AsOf(tree_size(), NOW))


def test_the_radius_of_the_province_and_of_the_places_of_2025(asked):
    then, now = map_of(asked), map_of(asked, TWO_TIERS)
    province = Place.objects.get(code="60").pk
    places = {
        Place.objects.get(code="68").pk,
        *places_on(TWO_TIERS, tier="commune").values_list("place", flat=True),
    }
    read = [radius_words(now.territories[place]) for place in places]

    assert then.territories[province].points == ServicePointVersion.objects.on(date(2012, 12, 11)).count()
    assert radius_words(then.territories[province]).startswith("1,4")
    assert len(pairs(asked)) == 1
    assert len(read) == 46
    assert sum("xã bị chia" in str(words) for words in read) == 4
    assert sum(str(words)[0].isdecimal() for words in read) == 41
    assert sum(1 for _unit in units_of(date(2012, 12, 11))) == 1 + 10 + 127


def test_loading_costs_few_statements(db, django_assert_max_num_queries):
    load_directory(by=SYSTEM, at=AT)
    load_parties(by=SYSTEM, at=AT)
    report = [row for row in LINES if row["reported_on"] == "2011-12-20"]
    with django_assert_max_num_queries(30, connection=connection):
        load_points("diem.csv", content_of(report), by=SYSTEM, at=NOW)
