"""The demo's figures as data: parts of wholes, sent in their season, and the lights they give."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise

from lienthong.measures.periods import OF_FREQUENCY
from lienthong.measures.periods import split as period_parts
from lienthong.plans.tests.data import BY_CODE, DEMO, LIGHTS, TARGETS, UNITS, Row, light, rows, split, value

MEASURED = BY_CODE | {row["code"]: row for row in rows("watched")}
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
