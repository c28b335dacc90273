"""A workbook of people and appointments: what it would change, what is wrong with it, and that it is all or nothing."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.db import connection
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from pytest_django import Settings

from lienthong.directory.importing.carrying import IMPORTED, carry_out
from lienthong.directory.importing.exporting import workbook_of
from lienthong.directory.importing.planning import Plan, plan_of
from lienthong.directory.models import Appointment, Person, Post, Unit
from lienthong.directory.profiles import profiles
from lienthong.directory.reach import Reach
from lienthong.directory.sheets.carrying import Moved
from lienthong.directory.sheets.shape import Lines, WrongRows
from lienthong.directory.tests import cast
from lienthong.directory.tests.books import NAME, a_book, lines_in, repacked, with_entities
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid, NotAllowed, WrongState

pytestmark = pytest.mark.django_db
SINCE, LAST = date(2012, 4, 1), date(2012, 12, 31)
BOOK = Callable[[Workbook], None]


@pytest.fixture(autouse=True)
def ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Powers are known above; here only `admin` reaches further."""
    monkeypatch.setattr(profiles, "reserved", lambda _since: frozenset({("admin", "")}))


@pytest.fixture
def keeper(division: Unit) -> Actor:
    """Whoever administers the department, from its division; next door is another."""
    person = cast.a_person("Tống Thị Cơ", "CO")
    cast.appointed(person, cast.a_post(division, "Quản trị của cơ quan", profile="admin", code="QT"))
    return Actor(
        kind=ActorKind.OFFICIAL,
        name="Tống Thị Cơ",
        person_id=person.pk,
        account_id=new_key(),
        unit_id=division.pk,
        capabilities=frozenset({"agency_manage", "directory_see"}),
    )


@pytest.fixture
def an(department: Unit, head: Post) -> Appointment:
    """Nguyễn Văn An holds the first post of the department."""
    return cast.appointed(cast.a_person("Nguyễn Văn An", "AN"), head)


@pytest.fixture
def empty(division: Unit) -> Post:
    return cast.a_post(division, "Chuyên viên", code="STTTT.CNTT/CV")


def planned(by: Actor, people: Any = (), appointments: Any = (), shape: BOOK = lambda _book: None) -> Plan:
    return plan_of(lines_in(a_book(people, appointments, shape=shape)), by=by, day=cast.DAY)


def wrong(plan: Plan) -> list[tuple[str, str]]:
    return [(one.where, one.words) for one in plan.problems]


def recorded() -> list[str]:
    return sorted(Act.objects.values_list("verb", flat=True))


# Out and in


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


# Cells

GOOD = ["M1", "Đặng Văn Mới", "", "", ""]
NFD = unicodedata.normalize("NFD", "  Đặng   Văn Mới ")
PEOPLE_CELLS = {
    "no code": (["", "A", "", "", ""], "A2", "bắt buộc"),
    "no name": (["M1", "  ", "", "", ""], "B2", "bắt buộc"),
    "another gender": (["M1", "A", "khác", "", ""], "C2", "Chỉ ghi một trong"),
    "no address": (["M1", "A", "", "an@", ""], "D2", "Địa chỉ thư"),
    "a number with a point": (["M1", "A", "", "", 1.5], "E2", "phải là chữ"),
    "a truth": (["M1", True, "", "", ""], "B2", "phải là chữ"),
    "a day for a name": (["M1", date(2012, 1, 1), "", "", ""], "B2", "phải là chữ"),
    "too long": (["M1", "A" * 201, "", "", ""], "B2", "Dài hơn 200"),
    "a formula": (["M1", '=HYPERLINK("http://x")', "", "", ""], "B2", "công thức"),
    "an error": (["M1", "#REF!", "", "", ""], "B2", "lỗi của bảng tính"),
    "a mark that turns words round": (["M1", "A\u202eB", "", "", ""], "B2", "không đọc được"),
    "beyond the columns": ([*GOOD, "thừa"], "F2", "ở ngoài các cột"),
    "somebody next door": (["LANG", "A", "", "", ""], "A2", "Không có cán bộ mã LANG"),
    "who reaches further": (["CO", "Tên Khác", "", "", ""], "B2", "quyền quản trị"),
}


@pytest.mark.parametrize(("row", "cell", "why"), PEOPLE_CELLS.values(), ids=PEOPLE_CELLS)
def test_a_wrong_cell_of_a_person_is_named(
    keeper: Actor, neighbour: Unit, row: list[Any], cell: str, why: str
) -> None:
    cast.appointed(cast.a_person("Cao Thị Láng", "LANG"), cast.a_post(neighbour, code="LANG/CV"))
    lines = lines_in(a_book([row]))
    plan = plan_of(lines, by=keeper, day=cast.DAY)

    ((where, words),) = wrong(plan)
    assert where == f"Cán bộ!{cell}"
    assert why in words
    with pytest.raises(WrongRows, match="chưa ghi gì"):
        carry_out(lines, mark=plan.mark, by=keeper, at=cast.AT)
    assert recorded() == []


APPOINTMENT_CELLS = {
    "no such post": (["M1", "X/Y", "", "", "", "", SINCE, "", ""], "B2", "Không có chức vụ mã X/Y"),
    "a post next door": (
        ["M1", "LANG/CV", "", "", "", "", SINCE, "", ""],
        "B2",
        "Không có chức vụ mã LANG/CV",
    ),
    "somebody next door": (["LANG", "TRONG", "", "", "", "", SINCE, "", ""], "A2", "Không có cán bộ mã LANG"),
    "nobody": (["AI", "TRONG", "", "", "", "", SINCE, "", ""], "A2", "Không có cán bộ mã AI"),
    "no day": (["M1", "TRONG", "", "", "", "", "", "", ""], "G2", "bắt buộc"),
    "no such day": (["M1", "TRONG", "", "", "", "", "31/02/2012", "", ""], "G2", "05/03/2020"),
    "a bare number": (["M1", "TRONG", "", "", "", "", 40999, "", ""], "G2", "Ô này là số"),
    "an hour": (["M1", "TRONG", "", "", "", "", datetime(2012, 4, 1, 8), "", ""], "G2", "không có giờ"),  # noqa: DTZ001 - a spreadsheet knows no zone
    "a year of the Romans": (["M1", "TRONG", "", "", "", "", "01/04/0212", "", ""], "G2", "xem lại năm"),
    "ends before it begins": (
        ["M1", "TRONG", "", "", "", "", SINCE, date(2012, 3, 31), ""],
        "H2",
        "sau ngày bắt đầu",
    ),
    "another kind": (["M1", "TRONG", "", "", "Vĩnh viễn", "", SINCE, "", ""], "E2", "Chỉ ghi một trong"),
    "another title": (["M1", "TRONG", "", "Giám đốc", "", "", SINCE, "", ""], "D2", "chỉ để đọc"),
    "before the post": (
        ["M1", "TRONG", "", "", "", "", date(2010, 1, 1), "", ""],
        "G2",
        "không có chức vụ này",
    ),
    "a post that is held": (["M1", "STTTT/GD", "", "", "", "", SINCE, "", ""], "G2", "đã có AN giữ"),
    "a post that reaches further": (["M1", "CAO", "", "", "", "", SINCE, "", ""], "B2", "quyền quản trị"),
    "the own post": (["CO", "TRONG", "", "", "", "", SINCE, "", ""], "A2", "của chính mình"),
    "longer than it was to be": (
        ["AN", "NGAN", "", "", "", "", date(2012, 1, 1), LAST, ""],
        "H2",
        "không kéo dài",
    ),
}


@pytest.mark.parametrize(("row", "cell", "why"), APPOINTMENT_CELLS.values(), ids=APPOINTMENT_CELLS)
def test_a_wrong_cell_of_an_appointment_is_named(
    keeper: Actor, an: Appointment, division: Unit, neighbour: Unit, row: list[Any], cell: str, why: str
) -> None:
    cast.appointed(cast.a_person("Cao Thị Láng", "LANG"), cast.a_post(neighbour, code="LANG/CV"))
    cast.a_post(division, "Chuyên viên", code="TRONG")
    cast.a_post(division, "Cao", profile="admin", code="CAO")
    short = cast.a_post(division, "Ngắn", code="NGAN")
    cast.appointed(an.person, short, kind="concurrent", since=date(2012, 1, 1), until=date(2012, 7, 1))
    plan = planned(keeper, [GOOD], [row])

    assert [(where, why in words) for where, words in wrong(plan)] == [(f"Bổ nhiệm!{cell}", True)]


def test_two_rows_in_each_others_way_are_said_at_the_later(keeper: Actor, empty: Post) -> None:
    people = [[f"M{n}", "Đặng Văn Mới", "", "", ""] for n in (1, 2)]
    rows = [[f"M{n}", empty.code, "", "", "", "", SINCE, "", ""] for n in (1, 2)]
    assert wrong(planned(keeper, people, rows)) == [("Bổ nhiệm!G3", "Trùng thời gian với dòng 2.")]

    acting = [rows[0], ["M2", empty.code, "", "", "Phụ trách", "", SINCE, "", ""]]
    assert wrong(planned(keeper, people, acting)) == []


def test_a_code_twice_and_a_row_twice_are_said(keeper: Actor, empty: Post) -> None:
    row = ["M1", empty.code, "", "", "", "", SINCE, "", ""]

    assert wrong(planned(keeper, [GOOD, GOOD], [row, row])) == [
        ("Cán bộ!A3", "Mã này đã có ở dòng 2."),
        ("Bổ nhiệm!A3", "Dòng này lặp lại dòng 2."),
    ]


def test_names_come_in_one_spelling_without_spaces_around(keeper: Actor) -> None:
    (step,) = planned(keeper, [[" M1 ", NFD, "nữ", "", 252381]]).changing

    assert step.after == {"full_name": "Đặng Văn Mới", "gender": "female", "phone": "252381"}


def test_a_file_of_another_language_is_read_too(keeper: Actor, settings: Settings) -> None:
    from django.utils import translation

    with translation.override("en"):
        content = a_book([GOOD])
    assert planned(keeper, [GOOD]).counts == plan_of(lines_in(content), by=keeper, day=cast.DAY).counts


def test_an_untouched_line_of_an_empty_post_is_passed_over(keeper: Actor, empty: Post) -> None:
    assert planned(keeper, [], [["", empty.code, "", empty.title, "", "", None, None, ""]]).steps == []


def of_1904(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904


def test_days_of_the_1904_system_are_the_days_that_people_saw(keeper: Actor, empty: Post) -> None:
    plan = planned(keeper, [GOOD], [["M1", empty.code, "", "", "", "", SINCE, LAST, ""]], of_1904)

    assert plan.changing[1].after["since"] == "2012-04-01"
    assert plan.changing[1].after["until"] == "2012-12-31"


# Files


def hidden(book: Workbook) -> None:
    book["Cán bộ"].sheet_state = "veryHidden"


def merged(book: Workbook) -> None:
    book["Cán bộ"].merge_cells("B2:B3")


def renamed(book: Workbook) -> None:
    book["Cán bộ"].title, book["Bổ nhiệm"].title = "Trang 1", "Trang 2"


def twice(book: Workbook) -> None:
    book.create_sheet("can bo")


def no_code(book: Workbook) -> None:
    book["Cán bộ"]["A1"] = "Khóa"


BOOKS = {
    "hidden": (hidden, "đang ẩn"),
    "merged": (merged, "ô gộp B2:B3"),
    "other sheets": (renamed, "không có trang nào theo mẫu"),
    "a sheet twice": (twice, "hai trang"),
    "a column missing": (no_code, "thiếu cột “Mã cán bộ”"),
}


@pytest.mark.parametrize(("shape", "why"), BOOKS.values(), ids=BOOKS)
def test_a_file_of_another_shape_is_refused(shape: BOOK, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        lines_in(a_book([GOOD], shape=shape))
    assert refused.value.field == "file"


def plus(name: str, part: bytes) -> bytes:
    return repacked(a_book([GOOD]), {}, {name: part})


HOSTILE = {
    "not at all": (lambda: b"PK\x03\x04 no", "Không đọc được"),
    "cut off": (lambda: a_book([GOOD])[:2000], "Không đọc được"),
    "another zip": (
        lambda: plus("x", b"")[:0] or repacked(a_book(), {"xl/workbook.xml": lambda _: b"<x/>"}),
        "Không đọc được|không có trang",
    ),
    "entities": (
        lambda: repacked(a_book([GOOD]), {"xl/worksheets/sheet1.xml": with_entities}),
        "Không đọc được",
    ),
    "links to another file": (
        lambda: plus("xl/externalLinks/externalLink1.xml", b"<x/>"),
        "liên kết tới tệp khác",
    ),
    "words that fill the memory": (
        lambda: plus("xl/sharedStrings2.xml", b"a" * (17 * 2**20)),
        "bung ra quá lớn",
    ),
    "broken XML": (
        lambda: repacked(a_book([GOOD]), {"xl/worksheets/sheet1.xml": lambda part: part[:-40]}),
        "Không đọc được",
    ),
}


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_made_to_harm_is_refused_in_words(content: Callable[[], bytes], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        lines_in(content())


def a_long_sheet(rows: int) -> Iterator[bytes]:
    yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for number, name in enumerate(["Ma can bo", "Ho va ten"]):
        yield (
            b'<row r="1">' if number == 0 else b""
        ) + f'<c t="inlineStr"><is><t>{name}</t></is></c>'.encode()
    yield b"</row>"
    for number in range(2, rows + 2):
        yield f'<row r="{number}"><c t="inlineStr"><is><t>M{number}</t></is></c></row>'.encode()
    yield b"</sheetData></worksheet>"


def test_a_hundred_thousand_rows_are_refused_early_in_little_memory() -> None:
    import tracemalloc

    content = repacked(a_book(), {"xl/worksheets/sheet1.xml": lambda _part: b"".join(a_long_sheet(100_000))})
    tracemalloc.start()
    with pytest.raises(Invalid, match="hơn 5000 dòng"):
        lines_in(content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 30 * 2**20


def test_how_many_rows_are_too_many_is_a_setting(settings: Settings) -> None:
    settings.IMPORT_MOST_ROWS = 1
    with pytest.raises(Invalid, match="hơn 1 dòng"):
        lines_in(a_book([GOOD, ["M2", "B", "", "", ""]]))


def test_a_column_that_is_not_there_changes_nothing(keeper: Actor, an: Appointment) -> None:
    Person.objects.filter(code="AN").update(email="an@x.example", phone="1")

    def without_phone(book: Workbook) -> None:
        book["Cán bộ"].delete_cols(5)

    (step,) = planned(keeper, [["AN", "Nguyễn Văn An", "", "", ""]], shape=without_phone).changing
    assert step.after == {"email": ""}


# All or nothing, and only what was shown


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
