"""The service radius: area over points, anew at each level; where something lacks, no figure and the reason."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.infrastructure.correcting import close_point
from lienthong.infrastructure.models import ServicePointVersion
from lienthong.infrastructure.radius import map_of, pairs, points_of, units_of
from lienthong.infrastructure.rules.settling import around, settle, totals
from lienthong.infrastructure.tests.conftest import MERGED, a_line, asked, loaded, moment, seal
from lienthong.infrastructure.words import radius_words
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.measures.models import Rule
from lienthong.measures.rules.values import value_of


@pytest.mark.parametrize(
    ("area", "points", "radius"),
    [
        pytest.param(331_212, 18_502, "2.39", id="the country, 12/2008, White Book"),
        pytest.param(331_212, 17_976, "2.42", id="the country, 12/2009"),
        pytest.param(331_212, 17_898, "2.43", id="the country, 3/2010"),
        pytest.param(3_355, 122, "2.96", id="Ninh Thuận, 2023"),
        pytest.param("7812.8", 121, "4.53", id="Bình Thuận with postal points alone"),
    ],
)
def test_the_published_figures_come_out(area, points, radius):
    value = value_of(Rule.RADIUS, Fraction(area), Fraction(points))

    assert f"{float(value):.2f}" == radius


def test_the_province_is_below_the_aim_from_1269_points():
    area = Fraction("7812.8")

    assert (
        value_of(Rule.RADIUS, area, Fraction(1269))
        < Fraction("1.4")
        < value_of(Rule.RADIUS, area, Fraction(1268))
    )


@pytest.fixture
def four(province):
    loaded(a_line("P1"), a_line("P2"), a_line("P3", place="B"), a_line("P4", place="D", from_="01/06/2012"))
    return asked(seal(moment(1, 7)))


def at_places(province, shown):
    names = {place.pk: code for code, place in province.places.items()}
    return {names[key]: one for key, one in shown.territories.items()}


def test_a_province_counts_all_its_points_and_only_it_has_an_area(province, four):
    found = at_places(province, map_of(four))

    assert {code: one.points for code, one in found.items()} == {
        "T": 4,
        "H": 4,
        "A": 2,
        "B": 1,
        "C": 0,
        "D": 1,
    }
    assert radius_words(found["T"]) == "24,93"
    assert radius_words(found["A"]) == "chưa có số liệu (thiếu diện tích)"
    assert pairs(four) == {province.units["UBND"].pk: (pair := pairs(four)[province.units["UBND"].pk])}
    assert (pair.numerator, pair.denominator) == (Fraction("7812.8"), 4)


def test_in_the_boundaries_of_2025_a_split_commune_is_not_guessed(province, four):
    shown = map_of(four, MERGED)
    found = at_places(province, shown)

    assert {code: one.points for code, one in found.items()} == {"T2": 3, "AB": 3, "E": 0, "C2": 0}
    assert "xã bị chia" in radius_words(found["AB"])
    assert radius_words(found["C2"]) == "Không xác định"
    assert shown.unsettled == 1


def test_a_merged_commune_has_the_points_of_those_before_it(province):
    loaded(a_line("P1"), a_line("P2"), a_line("P3", place="B"))
    found = at_places(province, map_of(asked(seal(moment(1, 7))), MERGED))

    assert radius_words(found["AB"]) == "3,26"
    assert radius_words(found["T2"]) == "chưa có số liệu (thiếu diện tích)"


def test_points_are_those_of_the_last_day_that_is_known(province, four):
    loaded(a_line("P5", from_="01/10/2012"), at=moment(2, 7))
    head = seal(moment(1, 9))
    autumn, winter = asked(head), asked(replace(head, moment=moment(5, 1, 2013)))

    assert points_of(autumn).count() == 4
    assert points_of(winter).count() == 5
    assert points_of(asked(winter.as_of, "2011")).count() == 3


def test_what_was_closed_later_does_not_change_an_older_head(province, four):
    version = ServicePointVersion.objects.get(point__code="P1")
    close_point(version.pk, on=date(2012, 2, 1), reason="Đóng từ lâu", by=SYSTEM, at=moment(2, 7))
    later = asked(seal(moment(3, 7)))

    assert (points_of(four).count(), points_of(later).count()) == (4, 3)
    assert pairs(four)[province.units["UBND"].pk].denominator == 4


def test_without_points_nothing_is_computed(province):
    assert pairs(asked(seal(moment(1, 7)))) == {}


def test_each_territory_has_one_unit(province):
    then = set(units_of(date(2012, 3, 5)).values_list("unit__code", flat=True))

    assert then == {"UBND", "X.A"}


def test_the_rows_of_every_territory_add_up_to_its_points(province, four):
    for boundaries in (None, MERGED):
        shown = map_of(four, boundaries)
        for place, one in shown.territories.items():
            assert points_of(four).filter(place__in=shown.within(place)).count() == one.points


@given(
    st.dictionaries(st.integers(0, 9), st.integers(0, 50)),
    st.lists(st.integers(-1, 9), min_size=10, max_size=10),
)
def test_the_parts_of_a_place_add_up_to_it(counts, parents):
    """Parents have lower numbers, so nothing lies in itself; -1 is nowhere."""
    above = {n: p if 0 <= p < n else None for n, p in enumerate(parents)}
    found = totals(counts, above)

    assert sum(found[n] for n, parent in above.items() if parent is None) == sum(counts.values())
    for place in above:
        inside = [own for own in counts if place in around([own], above)]
        assert found[place] == sum(counts[own] for own in inside)


@given(
    st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3)), st.sets(st.integers(0, 9))
)
def test_every_place_has_a_home_that_exists_or_none(passed, existing):
    settled = settle(range(10), existing, passed)

    assert set(settled.home.values()) <= existing
    assert all(settled.home[place] == place for place in existing)
