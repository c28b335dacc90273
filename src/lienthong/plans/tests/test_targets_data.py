"""The plan's targets as data: 38 targets, each with a written rule for its light."""

import math
import re
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from lienthong.measures.models import Rule
from lienthong.plans.tests.data import (
    BY_CODE,
    DEMO,
    LIGHTS,
    TARGETS,
    UNITS,
    Row,
    light,
    rows,
    split,
    steps,
    value,
)

CATALOGUES = Path(__file__).parents[2] / "directory" / "data"
NUMBERS_OF_THE_PLAN = {
    "20": "1.5 6",
    "25": "1.4 100",
    "27": "80 135 40",
    "29": "100 80 1",
    "33": "100 100 100 100 80",
    "37": "100 100 100",
    "39": "60 60",
    "43": "20 100 100 95 50 30",
}

UNITS_OF_MEASURE = {
    "%": "%",
    "lần": "times",
    "điểm %": "percentage points",
    "km/điểm": "km per point",
    "thuê bao/100 dân": "subscriptions per 100 residents",
    "máy/người": "computers per person",
    "có/không": "yes/no",
}

AREAS = {
    "documents",
    "enterprises",
    "exchange",
    "infrastructure",
    "market",
    "meetings",
    "questionnaires",
    "reports",
    "services",
    "workforce",
}

GOALS = rows("goals")


def test_9_goals_and_38_targets_stand_in_order() -> None:
    for table, letter, count in [(GOALS, "M", 9), (TARGETS, "T", 38)]:
        assert [row["code"] for row in table] == [f"{letter}{number:02}" for number in range(1, count + 1)]
        assert [int(row["ordinal"]) for row in table] == list(range(1, count + 1))


def test_targets_are_of_five_kinds() -> None:
    assert Counter(target["kind"] for target in TARGETS) == {
        "numeric": 26,
        "universal": 5,
        "comparative": 2,
        "qualitative": 3,
        "milestone": 2,
    }


def test_every_number_of_the_plan_is_the_threshold_of_a_target() -> None:
    numbers = defaultdict(list)
    for target in TARGETS:
        if target["kind"] == "numeric":
            numbers[target["source_line"]].append(target["threshold"])
    assert {line: " ".join(found) for line, found in numbers.items()} == NUMBERS_OF_THE_PLAN
    beside = {target["source_line"] for target in TARGETS} - set(NUMBERS_OF_THE_PLAN)
    assert beside == {"56", "80"}


def test_aims_above_the_threshold_are_those_of_the_plan() -> None:
    aims = {target["code"]: target["stretch"] for target in TARGETS if target["stretch"]}
    assert aims == {"T01": "2", "T02": "8"}
    assert all(BY_CODE[code]["exceeded"] == aim for code, aim in aims.items())


def test_thresholds_the_plan_does_not_state_are_marked() -> None:
    proposed = {target["code"] for target in TARGETS if target["threshold_stated"] == "no"}
    assert proposed == {"T07", "T26", "T33", "T37"}
    assert {target["threshold_stated"] for target in TARGETS} == {"yes", "no"}


@pytest.mark.parametrize(
    "column",
    [
        "section",
        "paragraph",
        "source_line",
        "wording",
        "threshold",
        "unit",
        "scope",
        "numerator",
        "formula",
        "light",
        "measured_by",
        "measured_from",
        "open_question",
    ],
)
def test_every_target_says_it(column: str) -> None:
    assert not [target["code"] for target in TARGETS if not target[column].strip()]


@pytest.mark.parametrize("name", ["goals", "targets", "watched", "links"])
def test_what_people_read_is_there_in_english(name: str) -> None:
    table = rows(name)
    english = [column for column in table[0] if column.endswith("_en")]
    assert english
    for row in table:
        for column in english:
            assert bool(row[column]) == bool(row[column.removesuffix("_en")]), (row, column)


def test_wordings_are_short_single_lines_and_differ() -> None:
    wordings = [row["wording"] for row in GOALS + TARGETS + rows("watched")]
    assert max(map(len, wordings)) <= 160
    assert not [wording for wording in wordings if "\n" in wording or wording.endswith(".")]
    assert len(set(wordings)) == len(wordings)


def test_directions_follow_the_operator_and_surpluses_lie_beyond_the_threshold() -> None:
    for target in TARGETS:
        down = target["operator"] in {"<", "<="}
        assert target["direction"] == ("down" if down else "up"), target["code"]
        assert (target["operator"] == "=") == (target["kind"] == "milestone"), target["code"]
        if target["exceeded"]:
            beyond = Fraction(target["exceeded"]) - Fraction(target["threshold"])
            assert (beyond < 0) == down, target["code"]


def test_comparisons_ask_for_more_than_nothing() -> None:
    compared = [target for target in TARGETS if target["kind"] == "comparative"]
    assert {(t["code"], t["operator"], t["threshold"], t["value"]) for t in compared} == {
        ("T03", ">", "0", "difference"),
        ("T04", ">", "0", "difference"),
    }


def test_units_and_ways_of_counting_are_known() -> None:
    assert {target["unit"]: target["unit_en"] for target in TARGETS} == UNITS_OF_MEASURE
    assert {target["adds"] for target in TARGETS} == {"ratio_of_sums", "ratio_of_flows", "exists", "formula"}
    assert {target["value"] for target in TARGETS} <= set(Rule.values)
    for target in TARGETS:
        assert bool(target["denominator"]) == (target["value"] not in {"state", "plain"}), target["code"]


def test_yearly_steps_are_proposed_and_end_at_the_threshold() -> None:
    for target in TARGETS:
        path = steps(target)
        assert (target["steps_stated"] == "no") == bool(path) == (target["by"] == "2015"), target["code"]
        if path:
            ahead = list(path.values())
            assert list(path) == [2012, 2013, 2014, 2015]
            assert ahead == sorted(ahead, reverse=target["direction"] == "down"), target["code"]
            assert ahead[-1] == Fraction(target["threshold"]), target["code"]


def test_targets_of_every_year_are_three_growths_and_the_network() -> None:
    yearly = [target["code"] for target in TARGETS if target["by"] == "yearly"]
    assert yearly == ["T01", "T03", "T04", "T37"]


@pytest.mark.parametrize("target", TARGETS, ids=[target["code"] for target in TARGETS])
def test_the_rule_names_every_light_and_its_numbers(target: Row) -> None:
    rule = target["light"]
    assert all(name in rule for name in LIGHTS.values())
    numbers = {Fraction(number.replace(",", ".")) for number in re.findall(r"\d+(?:,\d+)?", rule)}
    named = [target["threshold"], *([target["exceeded"]] if target["exceeded"] else [])]
    assert {Fraction(number) for number in named} <= numbers
    if target["kind"] != "milestone":
        assert {step for year, step in steps(target).items() if year < 2015} <= numbers
    assert len(target["light_en"]) > 100


def test_who_measures_and_which_groups_are_counted_exist() -> None:
    assert not [t["code"] for t in TARGETS + rows("watched") if t["measured_by"] not in UNITS]
    groups = {group["code"] for group in rows("groups", DEMO)}
    assert not [target["code"] for target in TARGETS if not set(split(target["scope_groups"])) <= groups]


def test_fields_rhythms_kinds_and_later_areas_are_known() -> None:
    fields = {field["code"] for field in rows("fields", CATALOGUES)}
    for row in TARGETS + rows("watched"):
        assert row["field"] in fields, row["code"]
        assert row["frequency"] in {"year", "half", "quarter"}, row["code"]
        assert row["figure_kind"] in {"computed", "reported", "cited"}, row["code"]
        assert row["later"] in AREAS | {""}, row["code"]


def test_goals_of_targets_exist() -> None:
    goals = {goal["code"] for goal in GOALS} | {""}
    assert not [row["code"] for row in TARGETS + rows("watched") if row["goal"] not in goals]


def test_the_radius_needs_1269_points() -> None:
    target = BY_CODE["T05"]
    reached = {points: value(target, "7812.8", str(points)) for points in (1268, 1269)}
    assert [light(target, 2015, reached[points]) for points in (1268, 1269)] == ["missed", "met"]
    assert math.isclose(value(target, "331000", "18502"), 2.39, abs_tol=0.005)


def test_more_than_95_is_more_than_95() -> None:
    target = BY_CODE["T34"]
    assert light(target, 2015, Fraction(95)) == "missed"
    assert light(target, 2015, Fraction("95.01")) == "met"


@pytest.mark.parametrize(
    ("code", "reached", "year", "expected"),
    [
        ("T10", "140", 2014, "exceeded"),
        ("T10", "135", 2014, "met"),
        ("T10", "129", 2014, "on_track"),
        ("T10", "128.9", 2014, "at_risk"),
        ("T10", "134.9", 2015, "missed"),
        ("T10", "107", 2011, None),
        ("T01", "1.4", 2013, "missed"),
        ("T01", "2", 2013, "exceeded"),
        ("T28", "0", 2013, "on_track"),
        ("T28", "0", 2014, "at_risk"),
        ("T28", "0", 2015, "missed"),
        ("T16", "1.2", 2015, "met"),
    ],
)
def test_the_rule_gives_each_light(code: str, reached: str, year: int, expected: str | None) -> None:
    assert light(BY_CODE[code], year, Fraction(reached)) == expected
