"""The simulated service points as the area reads them: counts, places, the radius then and in two tiers."""

from datetime import UTC, date, datetime
from itertools import groupby

import pytest
from django.db import connection

from lienthong.directory.models import Place
from lienthong.infrastructure.loading import load_points
from lienthong.infrastructure.models import ServicePointVersion
from lienthong.infrastructure.radius import map_of, pairs, units_of
from lienthong.infrastructure.words import radius_words
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.selectors import tree_size
from lienthong.measures.asking import AsOf, Question
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
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
    days = ("2011-01-01", "2011-12-31", "2012-06-30", "2012-12-11")

    assert [valid(day) for day in days] == [1024, 1071, 1097, 1128]
    assert len(LINES) == 1156
    assert len({row["code"] for row in LINES}) == 1156
    assert len({row["place"] for row in LINES}) == 127
    assert all("mô phỏng" in row["source"] for row in LINES)


@pytest.fixture
def asked(db):
    load_directory(by=SYSTEM, at=AT)
    load_parties(by=SYSTEM, at=AT)
    for day, report in groupby(LINES, key=lambda row: row["reported_on"]):
        load_points(
            f"{day}.csv", content_of(list(report)), by=SYSTEM, at=datetime.fromisoformat(f"{day}T03:00Z")
        )
    sequence_all()
    return Question(period_of(CALENDAR, "2012"), AsOf(tree_size(), NOW))


def test_the_radius_of_the_province_and_of_the_units_of_2025(asked):
    then, now = map_of(asked), map_of(asked, TWO_TIERS)
    province = Place.objects.get(code="60").pk
    read = [
        radius_words(now.territories[place]) for place in units_of(TWO_TIERS).values_list("place", flat=True)
    ]

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
