"""The plan's targets as data: 38 targets, each with a written rule for its light, and what serves them."""

import csv
import math
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

Row = dict[str, str]
DATA = Path(__file__).parents[1] / "data"
DEMO = Path(__file__).parents[2] / "web" / "demo" / "data"
LIGHTS = {
    "exceeded": "Đạt và vượt:",
    "met": "Đạt:",
    "on_track": "Có khả năng đạt",
    "at_risk": "Khó đạt:",
    "missed": "Không đạt:",
}
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
VALUES: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "per_hundred": lambda n, d: 100 * n / d,
    "ratio": operator.truediv,
    "difference": operator.sub,
    "radius": lambda n, d: Fraction(math.sqrt(n / d / Fraction(math.pi))),
    "state": lambda n, _: n,
    "plain": lambda n, _: n,
}
MEETS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


def rows(name: str, folder: Path = DATA) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def steps(target: Row) -> dict[int, Fraction]:
    pairs = (step.split(":") for step in split(target["steps"]))
    return {int(year): Fraction(at) for year, at in pairs}


def value(target: Row, numerator: str, denominator: str) -> Fraction:
    return VALUES[target["value"]](Fraction(numerator), Fraction(denominator or 1))


def light(target: Row, year: int, reached: Fraction) -> str | None:
    """Answer what the written rule says of a year's figure; a year before the first step only says whence."""
    beyond = operator.le if target["direction"] == "down" else operator.ge
    if MEETS[target["operator"]](reached, Fraction(target["threshold"])):
        surplus = target["exceeded"]
        return "exceeded" if surplus and beyond(reached, Fraction(surplus)) else "met"
    if target["by"] == "yearly" or year >= int(target["by"]):
        return "missed"
    step = steps(target).get(year)
    if step is None:
        return None
    return "on_track" if beyond(reached, step) else "at_risk"


GOALS, TARGETS = rows("goals"), rows("targets")
BY_CODE = {target["code"]: target for target in TARGETS}
UNITS = {unit["code"]: unit for unit in rows("units", DEMO)}


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
    assert {target["adds"] for target in TARGETS} == {"ratio_of_sums", "exists", "formula"}
    assert {target["value"] for target in TARGETS} <= set(VALUES)
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
    fields = {field["code"] for field in rows("fields", DEMO)}
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


ITEMS = [item["code"] for item in rows("tasks")]
LINKS = rows("links")


def test_indicators_without_a_target_stand_in_order_and_say_what_they_count() -> None:
    watched = rows("watched")
    assert [row["code"] for row in watched] == [f"W{number:02}" for number in range(1, len(watched) + 1)]
    for row in watched:
        assert row["adds"] in {"flow", "stock", "ratio_of_sums", "exists"}, row["code"]
        assert row["value"] in VALUES, row["code"]
        assert row["wording"], row["code"]
        assert row["numerator"], row["code"]
        assert bool(row["denominator"]) == (row["value"] not in {"state", "plain"}), row["code"]


def test_every_item_of_the_plan_has_a_line_and_every_line_a_reason() -> None:
    assert sorted({link["item"] for link in LINKS}) == ITEMS
    pairs = [(link["item"], link["target"]) for link in LINKS]
    assert pairs == sorted(set(pairs), key=lambda pair: (pair[0], pairs.index(pair)))
    assert not [link for link in LINKS if not link["reason"]]


def test_links_lead_to_known_targets() -> None:
    known = set(BY_CODE) | {row["code"] for row in rows("watched")} | {""}
    assert not [link for link in LINKS if link["target"] not in known]


def test_items_that_serve_no_target_stand_alone_with_the_reason() -> None:
    alone = {link["item"] for link in LINKS if not link["target"]}
    assert alone == {"N39", "N41", "N43", "N45", "N47", "N48", "N50", "N53", "N64"}
    assert not [link for link in LINKS if link["target"] and link["item"] in alone]


def test_only_what_the_plan_itself_ties_is_stated() -> None:
    stated = defaultdict(list)
    for link in LINKS:
        assert link["stated"] in {"yes", "no"}
        if link["stated"] == "yes":
            stated[link["item"]].append(link["target"])
    assert stated == {
        "N03": ["T06"],
        "N06": ["T07", "T08", "T09"],
        "N09": ["T37"],
        "N22": ["T19"],
        "N29": ["T38", "T22"],
        "N33": ["T24", "T25"],
        "N38": ["T28", "T29"],
    }


def test_links_keep_those_of_the_table_of_tasks_and_of_the_indicators() -> None:
    pairs = {(link["item"], link["target"]) for link in LINKS}
    for item in rows("tasks"):
        assert {(item["code"], target) for target in split(item["related_targets"])} <= pairs
    for row in rows("watched"):
        linked = {link["item"] for link in LINKS if link["target"] == row["code"]}
        assert linked == set(split(row["items"])), row["code"]


def test_two_targets_are_served_by_no_item_of_the_plan() -> None:
    assert sorted(set(BY_CODE) - {link["target"] for link in LINKS}) == ["T16", "T36"]
