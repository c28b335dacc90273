"""The plan as data: 65 tasks, complete, in our own words."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

Row = dict[str, str]
DATA = Path(__file__).parents[1] / "data"
FIELDS = {
    "an_toan_thong_tin",
    "buu_chinh",
    "chung",
    "cntt",
    "giao_duc",
    "ngan_sach",
    "nhan_luc",
    "noi_vu",
    "phat_thanh_truyen_hinh",
    "thuong_mai_dien_tu",
    "vien_thong",
}


def rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


TASKS = rows("tasks.csv")


def test_the_plan_has_65_tasks_in_order() -> None:
    assert [task["code"] for task in TASKS] == [f"N{number:02}" for number in range(1, 66)]


def test_the_plan_is_one_and_its_number_is_not_known() -> None:
    (plan,) = rows("plan.csv")
    assert (plan["number"], plan["period"]) == ("chưa rõ", "2011–2015")


@pytest.mark.parametrize(
    "column",
    [
        "section",
        "section_title",
        "paragraph",
        "wording",
        "wording_en",
        "lead",
        "monitoring",
        "output",
        "output_en",
        "source_line",
    ],
)
def test_every_task_says_it(column: str) -> None:
    assert not [task["code"] for task in TASKS if not task[column].strip()]


def test_wordings_are_short_single_lines_and_differ() -> None:
    wordings = [task["wording"] for task in TASKS]
    assert max(map(len, wordings)) <= 160
    assert not [wording for wording in wordings if "\n" in wording or wording.endswith(".")]
    assert len(set(wordings)) == len(wordings)


def test_kinds_recurrence_and_deadline_agree() -> None:
    for task in TASKS:
        assert task["kind"] in {"deadline", "open", "standing"}
        assert task["recurrence"] in {"", "year", "half", "quarter"}
        assert (task["kind"] == "standing") == bool(task["recurrence"]), task["code"]
        assert (task["kind"] == "open") == (not task["deadline"]), task["code"]


def test_deadlines_are_the_ends_of_2015_and_2020() -> None:
    days = Counter(date.fromisoformat(task["deadline"]) for task in TASKS if task["deadline"])
    assert days == {date(2015, 12, 31): 61, date(2020, 12, 31): 2}
    assert [task["code"] for task in TASKS if task["kind"] == "open"] == ["N15", "N16"]


def test_leads_stated_by_the_plan_are_told_from_proposed_ones() -> None:
    stated = [task["code"] for task in TASKS if task["lead_stated"] == "yes"]
    assert len(stated) == 21
    assert Counter(task["lead_stated"] for task in TASKS) == {"yes": 21, "no": 44}
    assert "N33" not in stated


def test_one_stop_is_led_by_home_affairs() -> None:
    (task,) = (task for task in TASKS if task["code"] == "N33")
    assert task["lead"] == "SNV"


def test_enterprises_are_followed_through_a_department() -> None:
    followed = [task for task in TASKS if task["executor"]]
    assert {task["focal"] for task in followed} == {"STTTT"}
    assert all(task["focal"] in task["lead"].split(";") for task in followed)


def test_nobody_monitors_or_supports_its_own_task() -> None:
    for task in TASKS:
        leads = set(task["lead"].split(";"))
        assert task["monitoring"] not in leads, task["code"]
        assert not leads & set(task["supporting"].split(";")), task["code"]


def test_fields_and_kinds_of_output_are_known() -> None:
    assert {task["field"] for task in TASKS} == FIELDS
    assert {task["output_kind"] for task in TASKS} == {"document", "figure", "state"}


def test_paragraphs_follow_the_text() -> None:
    for section in {task["section"] for task in TASKS}:
        part = [task for task in TASKS if task["section"] == section]
        paragraphs = [int(task["paragraph"]) for task in part]
        assert paragraphs == sorted(paragraphs)
        lines = [int(task["source_line"]) for task in part]
        assert lines == sorted(lines)
