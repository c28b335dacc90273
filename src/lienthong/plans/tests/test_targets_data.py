"""The plan's targets as data: 38 targets, each with a written rule for its light, and what serves them."""

import csv
import math
import re
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from lienthong.measures.models import Rule
from lienthong.measures.periods import OF_FREQUENCY
from lienthong.measures.periods import split as period_parts
from lienthong.measures.rules.values import value_of
from lienthong.plans.rules import Aim, Light, light_of

Row = dict[str, str]
DATA = Path(__file__).parents[1] / "data"
DEMO = Path(__file__).parents[2] / "web" / "demo" / "data"
CATALOGUES = Path(__file__).parents[2] / "directory" / "data"
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


def rows(name: str, folder: Path = DATA) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def steps(target: Row) -> dict[int, Fraction]:
    pairs = (step.split(":") for step in split(target["steps"]))
    return {int(year): Fraction(at) for year, at in pairs}


def value(target: Row, numerator: str, denominator: str) -> Fraction:
    reached = value_of(target["value"], Fraction(numerator), Fraction(denominator or 1))
    assert reached is not None
    return reached


def light(target: Row, year: int, reached: Fraction) -> str | None:
    """Return the light of a year's figure; a year before the first step only says whence."""
    aim = Aim(
        operator=target["operator"],
        threshold=Fraction(target["threshold"]),
        exceeded=Fraction(target["exceeded"]) if target["exceeded"] else None,
        upward=target["direction"] == "up",
        by_year=None if target["by"] == "yearly" else int(target["by"]),
        steps=steps(target),
    )
    found = light_of(aim, year, reached)
    return None if found == Light.NO_DATA else str(found)


GOALS, TARGETS = rows("goals"), rows("targets")
BY_CODE = {target["code"]: target for target in TARGETS}
MEASURED = BY_CODE | {row["code"]: row for row in rows("watched")}
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


ITEMS = [item["code"] for item in rows("tasks")]
LINKS = rows("links")


def test_indicators_without_a_target_stand_in_order_and_say_what_they_count() -> None:
    watched = rows("watched")
    assert [row["code"] for row in watched] == [f"W{number:02}" for number in range(1, len(watched) + 1)]
    for row in watched:
        assert row["adds"] in {"flow", "stock", "ratio_of_sums", "ratio_of_flows", "exists"}, row["code"]
        assert row["value"] in Rule.values, row["code"]
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


FIGURES = rows("figures", DEMO)
MISSING = rows("figures_missing", DEMO)
Key = tuple[str, str, str]


def wholes(until: str = "9999") -> dict[str, list[Row]]:
    """Return the figures of years of the whole province by target, in the order in which they are known."""
    found = defaultdict(list)
    for figure in sorted(FIGURES, key=lambda row: (row["period"], row["reported_on"])):
        if (
            figure["target"] in BY_CODE
            and figure["period"].isdecimal()
            and figure["unit"] == "UBND"
            and figure["reported_on"] <= until
        ):
            found[figure["target"]].append(figure)
    return found


def lights(day: str) -> dict[str, str | None]:
    """Return the light of each target from the latest figure of the latest year known on a day."""
    latest = {code: known[-1] for code, known in wholes(day).items()}
    return {
        code: light(
            BY_CODE[code],
            int(row["period"]),
            value(BY_CODE[code], row["numerator"], row["denominator"]),
        )
        for code, row in latest.items()
    }


def test_figures_give_what_they_are_made_of() -> None:
    for figure in FIGURES:
        target = MEASURED[figure["target"]]
        assert figure["numerator"], figure
        assert bool(figure["denominator"]) == bool(target["denominator"]), figure
        assert Fraction(figure["denominator"] or 1) > 0, figure
        year, part = period_parts(figure["period"])
        assert 2010 <= year <= 2015, figure
        assert part in OF_FREQUENCY[target["frequency"]], figure
        assert figure["figure_kind"] in {"reported", "cited"}, figure
        assert figure["source"], figure
        assert figure["source_en"], figure
        assert bool(figure["note"]) == bool(figure["note_en"]), figure


def test_shares_are_parts_of_their_whole() -> None:
    for figure in FIGURES:
        if MEASURED[figure["target"]]["unit"] == "%":
            assert 0 <= Fraction(figure["numerator"]) <= Fraction(figure["denominator"]), figure


def test_figures_come_from_agencies_of_that_day_on_a_working_day() -> None:
    for figure in FIGURES:
        day = figure["reported_on"]
        assert date.fromisoformat(day).weekday() < 5, figure
        for unit in (UNITS[figure["unit"]], UNITS[figure["reported_by"]]):
            assert unit["from"] <= day < (unit["to"] or "9999"), figure


def test_estimate_preliminary_and_final_come_in_this_order_and_season() -> None:
    said: dict[Key, list[Row]] = defaultdict(list)
    for figure in FIGURES:
        said[figure["target"], figure["unit"], figure["period"]].append(figure)
    order = ["estimate", "preliminary", "final"]
    seasons = {"estimate": (0, {12}), "preliminary": (1, {3}), "final": (1, {9, 10, 11})}
    parts = {"Q1": (0, {4}), "H1": (0, {7}), "Q2": (0, {7}), "9M": (0, {10}), "Q3": (0, {10}), "Q4": (1, {1})}
    for row in FIGURES:
        day = date.fromisoformat(row["reported_on"])
        year, part = period_parts(row["period"])
        years, months = parts[part] if part else seasons[row["maturity"]]
        assert day.year == year + years, row
        assert day.month in months, row
    for known in said.values():
        for before, after in pairwise(sorted(known, key=lambda row: row["reported_on"])):
            assert order.index(before["maturity"]) <= order.index(after["maturity"]), after
            assert before["reported_on"] < after["reported_on"], after


def test_one_figure_is_corrected_with_its_reason() -> None:
    keys = Counter((f["target"], f["unit"], f["period"], f["maturity"]) for f in FIGURES)
    assert [key for key, count in keys.items() if count > 1] == [("T10", "UBND", "2013", "final")]
    first, second = (f for f in wholes()["T10"] if (f["period"], f["maturity"]) == ("2013", "final"))
    assert Fraction(first["numerator"]) - Fraction(second["numerator"]) == 28_000
    assert second["note"].startswith("Đính chính")


def test_parts_sum_to_the_whole_exactly() -> None:
    whole: dict[Key, Row] = {}
    parts: dict[Key, list[Row]] = defaultdict(list)
    for figure in FIGURES:
        key = (figure["target"], figure["period"], figure["maturity"])
        if figure["unit"] == "UBND":
            whole[key] = figure
        else:
            parts[key].append(figure)
    assert {key[0] for key in parts} == {"T06", "T08", "T13", "T15", "T16", "T24", "T25", "T33"}
    for key, rows_of in parts.items():
        for column in ("numerator", "denominator"):
            assert sum(Fraction(row[column]) for row in rows_of) == Fraction(whole[key][column]), key


def test_halves_and_quarters_are_given_for_several_targets_and_quarters_add_up_to_their_year() -> None:
    parts = defaultdict(set)
    for figure in FIGURES:
        year, part = period_parts(figure["period"])
        if part:
            parts[figure["target"]].add((year, part))
    assert {*parts} >= {"T01", "T06", "T07", "T09", "T14", "T37", "W04", "W11"}
    assert (2015, "9M") in parts["T01"]
    for year in (2013, 2014):
        quarters = [f for f in FIGURES if f["target"] == "T37" and f["period"].startswith(f"{year}-Q")]
        final = next(f for f in wholes()["T37"] if (f["period"], f["maturity"]) == (str(year), "final"))
        assert len(quarters) == 4
        for column in ("numerator", "denominator"):
            assert sum(Fraction(row[column]) for row in quarters) == Fraction(final[column]), year


def members(groups: list[str], year: str) -> set[str]:
    day = f"{year}-12-31"
    return {
        row["unit"]
        for row in rows("group_members", DEMO)
        if row["group"] in groups and row["from"] <= day < (row["to"] or "9999")
    }


def test_counts_of_agencies_are_those_of_the_directory() -> None:
    for figure in FIGURES:
        if figure["target"] not in BY_CODE or not figure["period"].isdecimal():
            continue
        groups = split(BY_CODE[figure["target"]]["scope_groups"])
        if figure["unit"] != "UBND" or not groups or figure["target"] == "T37":
            continue
        assert int(figure["denominator"]) == len(members(groups, figure["period"])), figure


def test_baselines_are_the_sample_figures_and_say_so() -> None:
    known = wholes()
    for target in TARGETS:
        assert bool(target["baseline"]) == bool(target["baseline_period"]) == bool(target["baseline_note"])
        if not target["baseline"]:
            continue
        assert target["baseline_note"] == "giả định của dữ liệu mẫu"
        row = [f for f in known[target["code"]] if f["period"] == target["baseline_period"]][-1]
        reached = value(target, row["numerator"], row["denominator"])
        assert abs(reached - Fraction(target["baseline"])) <= Fraction("0.005"), target["code"]


def test_at_the_end_of_2014_and_of_2015_every_light_is_on() -> None:
    for day in ("2014-12-31", "2015-12-31"):
        assert set(lights(day).values()) == set(LIGHTS), day
    assert Counter(lights("2014-12-31").values()) == {
        "exceeded": 1,
        "met": 6,
        "on_track": 19,
        "at_risk": 7,
        "missed": 1,
    }


def test_some_estimates_were_too_rosy() -> None:
    before, after = lights("2015-12-31"), lights("2016-12-31")
    fallen = {code for code in before if before[code] in {"met", "exceeded"} and after[code] == "missed"}
    assert fallen == {"T06", "T13", "T38"}


def test_what_has_no_figure_has_a_reason_and_what_has_one_has_none() -> None:
    known = {code: {row["period"] for row in found} for code, found in wholes().items()}
    without = {(row["target"], row["period"]) for row in MISSING}
    assert not [row for row in MISSING if not row["reason"] or not row["reason_en"]]
    for code in BY_CODE:
        for year in map(str, range(2011, 2016)):
            assert ((code, year) in without) != (year in known.get(code, set())), (code, year)
    assert {row["target"] for row in MISSING} >= {"T04", "T23", "T26"}
