"""A workbook of people and appointments: what it changes, as one act, and that it is all or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from django.db import connection

from lienthong.directory.importing.carrying import IMPORTED, carry_out
from lienthong.directory.importing.exporting import workbook_of
from lienthong.directory.importing.planning import plan_of
from lienthong.directory.models import Appointment, Person, Post
from lienthong.directory.reach import Reach
from lienthong.directory.sheets.carrying import Moved
from lienthong.directory.sheets.shape import Lines, WrongRows
from lienthong.directory.tests import cast
from lienthong.directory.tests.books import NAME, a_book, lines_in
from lienthong.directory.tests.importing import (
    GOOD,
    LAST,
    SINCE,
    an,
    empty,
    keeper,
    ordinary,
    recorded,
    wrong,
)
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, NotAllowed, WrongState

__all__ = ["an", "empty", "keeper", "ordinary"]  # fixtures

pytestmark = pytest.mark.django_db


def test_what_is_taken_out_and_sent_back_changes_nothing(keeper: Actor, an: Appointment, empty: Post) -> None:
    with workbook_of(Reach.of(keeper, cast.DAY)) as out:
        lines = lines_in(out.read())
    plan = plan_of(lines, by=keeper, day=cast.DAY)

    assert wrong(plan) == []
    assert plan.counts["people"]["unchanged"] == 2
    assert plan.counts["appointments"] == {"new": 0, "changed": 0, "ended": 0, "unchanged": 2}
    with pytest.raises(WrongState, match="không có gì khác"):
        carry_out(lines, mark=plan.mark, by=keeper, at=cast.AT)


def test_what_looks_like_a_formula_is_written_as_text_and_comes_back_as_it_was(
    keeper: Actor, an: Appointment
) -> None:
    Person.objects.filter(code="AN").update(full_name="=HYPERLINK(1)", phone="+84 252 3")
    with workbook_of(Reach.of(keeper, cast.DAY)) as out:
        content = out.read()
        page = openpyxl.load_workbook(out)["Cán bộ"]

    cells = {cell.value: cell for row in page.iter_rows() for cell in row}
    assert [cells[text].data_type for text in ("=HYPERLINK(1)", "+84 252 3")] == ["s", "s"]
    assert cells["+84 252 3"].quotePrefix
    assert wrong(plan_of(lines_in(content), by=keeper, day=cast.DAY)) == []


def test_all_of_a_file_is_one_act_with_its_parts(keeper: Actor, an: Appointment, empty: Post) -> None:
    people = [
        ["AN", "Nguyễn Văn An", "Nam", "an@x.example", None],
        ["M1", "Đặng Văn Mới", "", "", "0252 111"],
    ]
    appointments = [
        ["AN", "STTTT/GD", "", "", "Chính thức", "Công chức", date(2011, 1, 1), LAST, "1/QĐ"],
        ["M1", "STTTT.CNTT/CV", "", "", "", "", "01/04/2012", "", "2/QĐ"],
    ]
    lines = lines_in(a_book(people, appointments))
    plan = plan_of(lines, by=keeper, day=cast.DAY)
    assert wrong(plan) == []
    assert plan.counts == {
        "people": {"new": 1, "changed": 1, "ended": 0, "unchanged": 0},
        "appointments": {"new": 1, "changed": 0, "ended": 1, "unchanged": 0},
    }

    carry_out(lines, mark=plan.mark, by=keeper, at=cast.AT)

    new = Person.objects.get(code="M1")
    held = Appointment.objects.believed().get(person=new)
    assert (held.post, held.during.lower, held.source) == (empty, SINCE, "2/QĐ")
    left = Appointment.objects.believed().get(person__code="AN")
    assert (left.during.upper, left.status, left.source) == (date(2013, 1, 1), "civil_servant", "")
    assert Person.objects.get(code="AN").email == "an@x.example"
    assert recorded() == [
        "directory.appoint",
        "directory.correct",
        "directory.correct_person",
        "directory.end_appointment",
        "directory.import_people",
        "directory.register_person",
    ]
    act = Act.objects.get(verb=IMPORTED)
    assert act.detail["counts"]["people"]["new"] == 1
    details = str(list(Act.objects.values_list("detail", flat=True)))
    assert "Đặng" not in details
    assert NAME not in details  # a file may be called by somebody's name


def test_who_comes_may_follow_who_leaves_in_the_same_file(keeper: Actor, an: Appointment) -> None:
    people = [["M1", "Đặng Văn Mới", "", "", ""]]
    appointments = [
        ["M1", "STTTT/GD", "", "", "", "", date(2013, 1, 1), "", ""],
        ["AN", "STTTT/GD", "", "", "", "", date(2011, 1, 1), LAST, ""],
    ]
    lines = lines_in(a_book(people, appointments))

    carry_out(lines, mark=plan_of(lines, by=keeper, day=cast.DAY).mark, by=keeper, at=cast.AT)

    assert Appointment.objects.believed().filter(post__code="STTTT/GD").count() == 2


def test_the_number_of_queries_is_that_of_a_file_not_of_its_rows(
    keeper: Actor, an: Appointment, empty: Post, django_assert_max_num_queries
) -> None:
    people = [[f"M{n}", f"Người {n}", "", "", ""] for n in range(300)]
    rows = [
        [f"M{n}", empty.code, "", "", "", "", date(2012, 4, 1 + n), date(2012, 4, 1 + n), ""]
        for n in range(20)
    ]
    lines = lines_in(a_book(people, rows))
    with django_assert_max_num_queries(14):
        plan = plan_of(lines, by=keeper, day=cast.DAY)
    with django_assert_max_num_queries(40):
        carry_out(lines, mark=plan.mark, by=keeper, at=cast.AT)
    assert Appointment.objects.believed().filter(post=empty).count() == 20


def test_a_directory_that_moved_on_is_told(keeper: Actor, an: Appointment) -> None:
    lines = lines_in(a_book([["AN", "Nguyễn Văn An", "", "", "0252"]]))
    mark = plan_of(lines, by=keeper, day=cast.DAY).mark
    Person.objects.filter(code="AN").update(phone="0999")

    with pytest.raises(Moved, match="đã thay đổi"):
        carry_out(lines, mark=mark, by=keeper, at=cast.AT)
    assert recorded() == []


def test_another_file_than_the_one_shown_is_told(keeper: Actor, an: Appointment) -> None:
    shown, sent = (lines_in(a_book([["AN", "Nguyễn Văn An", "", "", phone]])) for phone in ("1", "2"))

    with pytest.raises(Moved):
        carry_out(sent, mark=plan_of(shown, by=keeper, day=cast.DAY).mark, by=keeper, at=cast.AT)


def test_sent_twice_it_counts_once(keeper: Actor) -> None:
    lines, key = lines_in(a_book([GOOD])), new_key()
    mark = plan_of(lines, by=keeper, day=cast.DAY).mark
    carry_out(lines, mark=mark, by=keeper, at=cast.AT, key=key)

    with pytest.raises(AlreadyDone):
        carry_out(lines, mark=mark, by=keeper, at=cast.AT, key=key)
    assert Person.objects.filter(code="M1").count() == 1


def test_of_two_who_import_the_second_is_told(keeper: Actor, empty: Post) -> None:
    files = [
        lines_in(
            a_book([[code, "Đặng Văn Mới", "", "", ""]], [[code, empty.code, "", "", "", "", SINCE, "", ""]])
        )
        for code in ("M1", "M2")
    ]
    marks = [plan_of(lines, by=keeper, day=cast.DAY).mark for lines in files]
    carry_out(files[0], mark=marks[0], by=keeper, at=cast.AT)

    with pytest.raises(WrongRows, match="đã có M1 giữ"):
        carry_out(files[1], mark=marks[1], by=keeper, at=cast.AT)
    assert not Person.objects.filter(code="M2").exists()


def test_a_power_that_ended_in_between_carries_out_nothing(keeper: Actor) -> None:
    lines = lines_in(a_book([GOOD]))
    mark = plan_of(lines, by=keeper, day=cast.DAY).mark

    with pytest.raises(NotAllowed, match="quản lý cán bộ của cơ quan"):
        carry_out(lines, mark=mark, by=replace(keeper, capabilities=frozenset()), at=cast.AT)
    assert recorded() == []


def test_what_an_area_above_refuses_is_said_at_its_row_and_nothing_is_written(
    keeper: Actor, an: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lienthong.directory.participants import Departure, departures

    class Refuses:
        def preview(self, changes: Sequence[Departure]) -> list[tuple[Departure, str]]:
            return [(change, "Còn 2 việc.") for change in changes]

        def carry_out(self, changes: Sequence[Departure], *, by: Actor, at: datetime) -> None:  # noqa: ARG002 - as a participant is asked
            raise WrongState("Còn việc chưa bàn giao.")

    monkeypatch.setattr(departures, "known", [Refuses()])
    lines = lines_in(a_book([GOOD], [["AN", "STTTT/GD", "", "", "", "", date(2011, 1, 1), LAST, ""]]))
    plan = plan_of(lines, by=keeper, day=cast.DAY)
    assert plan.changing[1].said == ("Còn 2 việc.",)

    with pytest.raises(WrongRows, match="Bổ nhiệm!H2: Còn việc"):
        carry_out(lines, mark=plan.mark, by=keeper, at=cast.AT)
    assert recorded() == []
    assert not Person.objects.filter(code="M1").exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_after_the_other(keeper: Actor, empty: Post) -> None:
    from threading import Barrier, Thread

    files = [
        lines_in(
            a_book([[code, "Đặng Văn Mới", "", "", ""]], [[code, empty.code, "", "", "", "", SINCE, "", ""]])
        )
        for code in ("M1", "M2")
    ]
    told: list[str] = []
    start = Barrier(2)

    def send(lines: Lines, mark: str) -> None:
        from lienthong.kernel.acts.recording import replay

        start.wait()
        try:
            with replay():
                carry_out(lines, mark=mark, by=keeper, at=cast.AT)
            told.append("written")
        except WrongRows:
            told.append("refused")
        finally:
            connection.close()

    threads = [
        Thread(target=send, args=(lines, plan_of(lines, by=keeper, day=cast.DAY).mark)) for lines in files
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["refused", "written"]
    assert Appointment.objects.believed().filter(post=empty).count() == 1
    assert Person.objects.filter(code__startswith="M").count() == 1
