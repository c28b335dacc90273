"""The desk of reorganisations: a plan is composed, looked at, scheduled, carried out, printed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from lienthong.directory.models import CodeScheme, PlanState, Post, ReorganisationPlan, StepKind, Unit
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out
from lienthong.directory.reorganising.desk import large
from lienthong.directory.reorganising.desk.bulk import lines_of_text, workbook_of
from lienthong.directory.reorganising.desk.choosing import Choosing
from lienthong.directory.reorganising.desk.columns import WHERE
from lienthong.directory.reorganising.desk.kinds import OFFERS
from lienthong.directory.reorganising.desk.rows import Reading
from lienthong.directory.reorganising.desk.saying import _SAID
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.directory.reorganising.minutes import minutes_of
from lienthong.directory.sheets.shape import Problems
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Answer, Desk, recorded
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Stale, WrongState
from lienthong.kernel.ui.models import Work, WorkState
from lienthong.kernel.ui.works import Progress, works
from lienthong.kernel.ui.works import carry_out as carry_out_work

pytestmark = pytest.mark.django_db
TODAY = date(2012, 3, 5)
LATER = date(2012, 4, 1)
PLANS = "/danh-ba/sap-xep/"
BASIS = "Nghị quyết 01/NQ-HĐND (giả định)"


@pytest.fixture(autouse=True)
def _world(department: Unit, neighbour: Unit, head: Post) -> None:
    cast.a_mandate("bao_chi", department, "Quản lý nhà nước về báo chí")
    cast.appointed(cast.a_person("Nguyễn Giám Đốc", code="P0001"), head)


def a_plan(*steps: drafting.Written, on: date = TODAY) -> ReorganisationPlan:
    plan: ReorganisationPlan = drafting.draft(
        "Sắp xếp các sở", on=on, basis=BASIS, steps=steps, by=cast.EDITOR, at=cast.AT - timedelta(days=9)
    )
    return plan


MERGE: drafting.Written = ("merge", {"units": ["STTTT"], "into": "SKHCN"})
NEW: drafting.Written = ("open", {"code": "MOI", "name": "Sở mới", "kind": "department", "under": "UBND"})


def at(plan: ReorganisationPlan, page: str = "", **query: str) -> str:
    asked = f"?{urlencode(query)}" if query else ""
    return f"{PLANS}{plan.pk}/{f'{page}/' if page else ''}{asked}"


def steps_of(plan: ReorganisationPlan) -> list[tuple[str, dict[str, Any]]]:
    return list(plan.steps.order_by("ordinal").values_list("kind", "content"))


def plain(answer: Answer) -> str:
    """Return the words of a page without its markup."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", "", answer.words))


def add(desk: Desk, plan: ReorganisationPlan, slug: str, **data: Any) -> Answer:
    return desk.fill(at(plan, f"buoc/{slug}"), **data)


def test_a_plan_is_drafted_from_the_list(desk: Desk) -> None:
    assert "Chưa có phương án nào" in desk.open(PLANS).words
    sent = desk.fill(f"{PLANS}moi/", title="Sắp xếp các sở", on="01/04/2012", basis=BASIS)

    plan = ReorganisationPlan.objects.get()
    assert sent.leads_to == at(plan)
    assert (plan.on, plan.state) == (LATER, PlanState.DRAFT)
    listed = desk.open(PLANS).words
    assert all(words in listed for words in ("Sắp xếp các sở", BASIS, "Đang soạn", "01/04/2012"))
    assert "Phương án chưa có bước nào" in desk.open(at(plan)).words


STEPS: list[tuple[str, dict[str, Any], drafting.Written, str]] = [
    ("lap", {"name": "Sở Số", "kind": "department", "under": "UBND", "symbol": "SS"},
     ("open", {"name": "Sở Số", "kind": "department", "under": "UBND", "symbol": "SS", "code": "UBND2"}),
     "Lập Sở Số, trực thuộc Ủy ban nhân dân tỉnh"),
    ("sap-nhap", {"units": ["STTTT", "SKHCN"], "into": "MOI"},
     ("merge", {"units": ["STTTT", "SKHCN"], "into": "MOI"}),
     "Sáp nhập Sở Thông tin và Truyền thông, Sở Khoa học và Công nghệ vào Sở mới"),
    ("chia-tach", {"unit": "STTTT", "parts_unit_1": "SKHCN", "parts_share_1": "0,4", "parts_unit_2": "MOI",
                   "parts_share_2": "0,6", "by_place": "on", "rest": "MOI"},
     ("split", {"unit": "STTTT", "parts": {"SKHCN": "0.4", "MOI": "0.6"}, "by_place": True, "rest": "MOI"}),
     "Chia tách Sở Thông tin và Truyền thông thành Sở mới (60\xa0%), Sở Khoa học và Công nghệ (40\xa0%)"),
    ("doi-ten", {"unit": "SKHCN", "name": "Sở Khoa học"},
     ("rename", {"unit": "SKHCN", "name": "Sở Khoa học"}),
     "Đổi tên Sở Khoa học và Công nghệ thành Sở Khoa học"),
    ("chuyen", {"unit": "SKHCN", "under": "MOI"},
     ("move", {"unit": "SKHCN", "under": "MOI"}), "Chuyển Sở Khoa học và Công nghệ về trực thuộc Sở mới"),
    ("giai-the", {"unit": "SKHCN"}, ("close", {"unit": "SKHCN"}), "Giải thể Sở Khoa học và Công nghệ"),
    ("chuc-nang", {"mandate": "bao_chi", "to": "MOI"},
     ("mandate", {"mandate": "bao_chi", "to": "MOI"}), "“Quản lý nhà nước về báo chí” về Sở mới"),
    ("chuc-vu", {"unit": "MOI", "title": "Giám đốc", "profile": "head", "rank": "1"},
     ("post", {"unit": "MOI", "title": "Giám đốc", "profile": "head", "rank": 1, "code": "MOI/1"}),
     "Lập chức vụ Giám đốc ở Sở mới"),
    ("bo-nhiem", {"person": "P0001", "post": "STTTT/GD", "kind": "holder"},
     ("appoint", {"person": "P0001", "post": "STTTT/GD", "kind": "holder"}),
     "Nguyễn Giám Đốc giữ chức vụ Giám đốc Sở, Sở Thông tin và Truyền thông"),
    ("nhom", {"unit": "MOI", "group": "so"}, ("group", {"unit": "MOI", "group": "so"}),
     "Đưa Sở mới vào nhóm Các sở"),
    ("ma-dinh-danh", {"unit": "MOI", "scheme": "QD20", "code": "H11.14"},
     ("code", {"unit": "MOI", "scheme": "QD20", "code": "H11.14"}), "Cấp mã H11.14 (QĐ 20) cho Sở mới"),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "sent", "kept", "words"), STEPS, ids=[step[0] for step in STEPS])
def test_each_kind_of_step_is_added_by_its_form_and_said_in_words(
    desk: Desk, slug: str, sent: dict[str, Any], kept: drafting.Written, words: str
) -> None:
    CodeScheme.objects.create(code="QD20", name="QĐ 20")
    cast.a_group("so", [], "Các sở")
    plan = a_plan(NEW)
    page = at(plan, f"buoc/{slug}", **({"person": "P0001", "post": "STTTT/GD"} if slug == "bo-nhiem" else {}))
    opened = desk.open(page)
    assert opened.status == 200
    answer = desk.send(page, **opened.hidden | sent)

    assert answer.leads_to == at(plan), answer.words
    assert steps_of(plan)[1:] == [kept]
    text = plain(desk.open(at(plan)))
    assert words in text, text[text.index("Các bước") :][:900]
    assert recorded() == ["directory.change_draft", "directory.draft_reorganisation"]


def test_carried_out_from_the_preview(desk: Desk) -> None:
    plan = a_plan(MERGE)
    shown = desk.open(at(plan, "xem-truoc"))
    assert "không hủy được" in shown.words
    assert "Thực hiện phương án" in shown.words
    sent = desk.send(at(plan, "thuc-hien"), **shown.hidden)

    assert sent.leads_to == at(plan)
    page = desk.open(at(plan)).words
    assert "Đã thực hiện" in page
    minutes = desk.open(at(plan, f"bien-ban/{minutes_of(plan)[0].pk}")).words
    assert all(
        one in minutes for one in ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ: 100\xa0%")
    )
    assert "Quản lý nhà nước về báo chí" in minutes
    assert "Thêm bước" not in page
    assert [act.verb for act in Act.objects.filter(subject_id=plan.pk)] == [
        "directory.draft_reorganisation",
        "directory.carry_out_reorganisation",
    ]


def test_every_kind_of_step_has_words_a_form_and_columns() -> None:
    assert {*_SAID} == {offer.kind for offer in OFFERS} == {*WHERE} == {*StepKind}


def test_it_is_scheduled_taken_back_and_dropped_with_a_reason(desk: Desk) -> None:
    plan = a_plan(MERGE, on=LATER)
    shown = desk.open(at(plan, "xem-truoc"))
    assert "Chốt, chờ đến ngày" in shown.words
    assert "rút về soạn lại" in shown.words
    desk.send(at(plan, "chot"), **shown.hidden)
    waits = desk.open(at(plan))
    assert "tự thực hiện vào ngày 01/04/2012" in waits.words
    assert "Thêm bước" not in waits.words
    with pytest.raises(WrongState, match="Chờ đến ngày"):
        desk.open(at(plan, "buoc/lap"))
    desk.send(at(plan, "rut"), **waits.hidden)
    assert desk.fill(at(plan, "bo"), reason=" ").status == 422
    desk.fill(at(plan, "bo"), reason="Chờ hướng dẫn mới")

    page = desk.open(at(plan)).words
    assert "Đã bỏ" in page
    assert "Chờ hướng dẫn mới" in page


def test_steps_move_and_go_by_a_press(desk: Desk) -> None:
    plan = a_plan(NEW, MERGE)
    page = desk.open(at(plan))
    first = plan.steps.get(ordinal=1)
    desk.send(at(plan, "thu-tu"), down=str(first.pk), **page.hidden)
    assert [kind for kind, _content in steps_of(plan)] == ["merge", "open"]
    with pytest.raises(AlreadyDone):
        desk.send(at(plan, "thu-tu"), down=str(first.pk), **page.hidden)
    with pytest.raises(Stale):
        desk.send(at(plan, "thu-tu"), up=str(first.pk), **page.hidden | {"key": str(new_key())})
    desk.send(at(plan, "thu-tu"), remove=str(first.pk), **desk.open(at(plan)).hidden)

    assert [kind for kind, _content in steps_of(plan)] == ["merge"]
    with pytest.raises(WrongState, match="không còn trong phương án"):
        desk.send(at(plan, "thu-tu"), up=str(first.pk), **desk.open(at(plan)).hidden)
    assert "Bỏ: Lập Sở mới" in desk.open(at(plan)).words


def step_at(plan: ReorganisationPlan, ordinal: int) -> str:
    return at(plan, f"buoc/{plan.steps.get(ordinal=ordinal).pk}")


@pytest.mark.parametrize(("slug", "sent", "kept", "words"), STEPS, ids=[step[0] for step in STEPS])
def test_each_kind_of_step_is_edited_by_its_form_as_it_stands(
    desk: Desk, slug: str, sent: dict[str, Any], kept: drafting.Written, words: str
) -> None:
    """Sent back as it was shown it changes nothing; what the form does not ask for stays with it."""
    CodeScheme.objects.create(code="QD20", name="QĐ 20")
    cast.a_group("so", [], "Các sở")
    plan = a_plan(NEW, (kept[0], {**kept[1], "basis": "QĐ riêng"}))
    opened = desk.open(step_at(plan, 2))
    assert opened.status == 200
    assert words in plain(opened)

    same = desk.send(step_at(plan, 2), **opened.hidden | sent)

    assert same.status == 422
    assert "không có gì thay đổi" in same.words
    assert steps_of(plan)[1] == (kept[0], {**kept[1], "basis": "QĐ riêng"})
    assert recorded() == ["directory.draft_reorganisation"]


def test_a_step_is_edited_at_its_place_and_both_are_told(desk: Desk) -> None:
    many = dict.fromkeys(("SKHCN", "MOI", "UBND", "STTTT"), "0.2") | {"A": "0.1", "B": "0.1"}
    fresh = [("open", {"code": code, "name": f"Sở {code}", "kind": "department"}) for code in ("A", "B")]
    plan = a_plan(NEW, *fresh, ("split", {"unit": "STTTT", "parts": many, "by_place": True}), MERGE)
    opened = desk.open(step_at(plan, 4))
    assert 'name="parts_share_6" value="0,2"' in opened.words
    parts = {"parts_unit_1": "SKHCN", "parts_share_1": "0,5", "parts_unit_2": "MOI", "parts_share_2": "0,5"}
    edited = opened.hidden | parts | {"unit": "STTTT", "by_place": "on"}

    assert desk.send(step_at(plan, 4), **edited).leads_to == at(plan)

    assert steps_of(plan)[3][1]["parts"] == {"SKHCN": "0.5", "MOI": "0.5"}
    assert [kind for kind, _content in steps_of(plan)] == ["open", "open", "open", "split", "merge"]
    told = plain(desk.open(at(plan)))
    assert "Trước: Chia tách" in told
    assert "Nay: Chia tách" in told
    with pytest.raises(Stale):
        desk.send(step_at(plan, 4), **edited | {"key": str(new_key()), "parts_share_1": "0,4"})


def test_a_step_that_is_gone_or_of_a_plan_that_waits_is_not_edited(desk: Desk) -> None:
    plan = a_plan(MERGE)
    page = step_at(plan, 1)
    with pytest.raises(Missing):
        desk.open(at(plan, f"buoc/{new_key()}"))
    drafting.schedule(plan.pk, by=cast.EDITOR, at=cast.AT)
    with pytest.raises(WrongState, match="Chờ đến ngày"):
        desk.open(page)


def test_long_work_tells_how_many_steps_are_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(large, "AT_ONCE", 1)
    monkeypatch.setattr(large, "EVERY", 2)
    monkeypatch.setattr(works, "who_is", lambda *_who: desk.by)
    monkeypatch.setattr(Progress, "told_apart", lambda _self, taken, of: told.append((taken, of)))
    desk.by = cast.signed_in(desk.by)
    opened = [
        ("open", {"code": f"MOI{n}", "name": f"Sở {n}", "kind": "department", "under": "UBND"})
        for n in range(5)
    ]
    plan = a_plan(*opened)

    desk.send(at(plan, "xem-truoc"))
    carry_out_work(Work.objects.get().pk, at=cast.AT)

    assert told == [(0, 5), (2, 5), (4, 5)]
    assert Work.objects.get().state == WorkState.DONE


def test_carried_out_twice_counts_once(desk: Desk) -> None:
    plan = a_plan(MERGE)
    hidden = desk.open(at(plan, "xem-truoc")).hidden
    desk.send(at(plan, "thuc-hien"), **hidden)
    with pytest.raises(AlreadyDone):
        desk.send(at(plan, "thuc-hien"), **hidden)

    assert recorded().count("directory.merge_units") == 1


def test_where_it_stops_is_said_and_nothing_is_offered(desk: Desk) -> None:
    plan = a_plan(MERGE, ("close", {"unit": "STTTT"}))
    page = desk.open(at(plan, "xem-truoc")).words

    assert "Bước 2 (Giải thể): Ngày 05/03/2012 không có cơ quan STTTT" in page
    assert "Giải thể <a" in page
    assert "disabled" in page
    with pytest.raises(WrongState, match="Bước 2"):
        desk.send(at(plan, "thuc-hien"), key=str(new_key()))
    assert recorded() == ["directory.draft_reorganisation"]


def test_two_plans_of_one_day_about_one_unit(desk: Desk) -> None:
    """The second says why it cannot, and its page tells the administrator."""
    first, second = a_plan(MERGE), a_plan(("close", {"unit": "STTTT"}))
    for plan in (first, second):
        drafting.schedule(plan.pk, by=cast.EDITOR, at=cast.AT)
    done = carry_out_due(by=cast.EDITOR, at=cast.AT)
    carry_out_due(by=cast.EDITOR, at=cast.AT + timedelta(minutes=10))

    assert [plan.pk for plan in done] == [first.pk]
    assert [act.detail["name"] for act in minutes_of(first)] == ["Sở Thông tin và Truyền thông"]
    assert recorded().count("directory.hinder_reorganisation") == 1
    assert "Bị vướng" in desk.open(PLANS).words
    page = desk.open(at(second)).words
    assert "hệ thống thử lại mỗi 10 phút. Bước 1 (Giải thể)" in page
    assert "bị vướng, chưa thực hiện được" in page


def test_two_plans_carried_out_at_once_keep_their_own_minutes() -> None:
    cast.a_unit("S3", "Sở Ba", under=Unit.objects.get(code="UBND"))
    plans = [a_plan(MERGE), a_plan(("close", {"unit": "S3"}))]
    for plan in plans:
        drafting.schedule(plan.pk, by=cast.EDITOR, at=cast.AT)
    carry_out_due(by=cast.EDITOR, at=cast.AT)

    assert [[act.detail["name"] for act in minutes_of(plan)] for plan in plans] == [
        ["Sở Thông tin và Truyền thông"],
        ["Sở Ba"],
    ]


def test_what_a_plan_changed_stays_readable_after_the_next_one(desk: Desk) -> None:
    plan = a_plan(NEW)
    desk.send(at(plan, "thuc-hien"), key=str(new_key()))
    closing = a_plan(("close", {"unit": "MOI"}), on=TODAY + timedelta(days=1))
    later = cast.AT + timedelta(days=1)
    carry_out(closing.pk, by=cast.EDITOR, at=later)

    assert "Lập mới" in desk.open(at(plan)).words


BAD = [
    ("chia-tach", {"unit": "STTTT", "parts_unit_1": "SKHCN", "parts_share_1": "0,4"}, "Tổng các tỷ lệ"),
    ("chia-tach", {"unit": "STTTT", "parts_unit_1": "SKHCN", "parts_share_1": "nửa"}, "Tỷ lệ viết như"),
    ("sap-nhap", {"into": "SKHCN"}, "bắt buộc"),
    ("sap-nhap", {"units": "KHONG", "into": "SKHCN"}, "KHONG"),
    ("lap", {"name": "", "kind": "department"}, "bắt buộc"),
    ("chuc-vu", {"unit": "STTTT", "title": "A", "profile": "head", "rank": "9999"}, "từ 0 đến 999"),
]


@pytest.mark.parametrize(("slug", "sent", "words"), BAD)
def test_a_wrong_step_is_refused_beside_its_question(
    desk: Desk, slug: str, sent: dict[str, str], words: str
) -> None:
    plan = a_plan()
    answer = add(desk, plan, slug, **sent)

    assert answer.status == 422
    assert words in answer.words
    assert steps_of(plan) == []


def test_a_merge_with_a_closed_unit_is_not_offered(desk: Desk) -> None:
    cast.a_unit("CU", "Sở đã đóng", until=date(2012, 1, 1))
    plan = a_plan()

    assert "Sở đã đóng" not in desk.open(at(plan, "buoc/sap-nhap")).words
    assert add(desk, plan, "sap-nhap", units="CU", into="SKHCN").status == 422


def test_a_stale_form_is_told_what_changed(desk: Desk) -> None:
    plan = a_plan()
    page = desk.open(at(plan, "buoc/giai-the"))
    add(desk, plan, "giai-the", unit="STTTT")
    with pytest.raises(Stale) as refusal:
        desk.send(at(plan, "buoc/giai-the"), **page.hidden | {"unit": "SKHCN"})

    assert [act.verb for act in refusal.value.changes] == ["directory.change_draft"]
    assert len(steps_of(plan)) == 1


def test_a_reader_reads_and_is_refused_the_rest(desk: Desk) -> None:
    """The doors ask first (tests/test_doors.py); behind them each act asks again."""
    plan = a_plan(MERGE)
    hidden = desk.open(at(plan, "xem-truoc")).hidden
    desk.by = cast.READER
    shown = desk.open(at(plan)).words
    assert "Sáp nhập" in shown
    assert "Xem trước" not in shown
    for page in ("chot", "thuc-hien"):
        with pytest.raises(NotAllowed, match="chưa được giao quyền"):
            desk.send(at(plan, page), **hidden)
    with pytest.raises(NotAllowed, match="chưa được giao quyền"):
        desk.open(at(plan, "xem-truoc"))
    with pytest.raises(NotAllowed, match="chưa được giao quyền"):
        add(desk, plan, "giai-the", unit="STTTT")
    assert recorded() == ["directory.draft_reorganisation"]


@pytest.mark.parametrize(
    "address", ["01890000-0000-7000-8000-000000000000/", "01890000-0000-7000-8000-000000000000/xem-truoc/"]
)
def test_a_plan_that_was_made_up_is_missing(desk: Desk, address: str) -> None:
    with pytest.raises(Missing):
        desk.open(f"{PLANS}{address}")
    with pytest.raises(Missing):
        desk.open(at(a_plan(), "buoc/bay"))
    with pytest.raises(Missing):
        desk.open(at(a_plan(), "bien-ban"))


def test_whom_and_where_to_appoint_is_found_by_search(desk: Desk) -> None:
    plan = a_plan(NEW, ("post", {"code": "MOI/GD", "unit": "MOI", "title": "Giám đốc", "profile": "head"}))
    people = desk.open(at(plan, "buoc/bo-nhiem", q="giam doc"))
    assert "Nguyễn Giám Đốc" in people.words
    assert "person=P0001" in people.words
    posts = desk.open(at(plan, "buoc/bo-nhiem", person="P0001"))
    assert "Giám đốc, Sở mới" in posts.words
    assert "post=STTTT%2FGD" in posts.words


def test_a_large_plan_is_long_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "AT_ONCE", 0)
    monkeypatch.setattr(works, "who_is", lambda *_asked: desk.by)
    desk.by = replace(cast.EDITOR, account_id=new_key())
    plan = a_plan(MERGE)
    assert "Chạy xem trước" in desk.open(at(plan, "xem-truoc")).words
    desk.send(at(plan, "xem-truoc"))
    assert "Mở kết quả khi chạy xong" in desk.open(at(plan, "xem-truoc")).words
    carry_out_work(Work.objects.get(kind=large.LOOK).pk, at=cast.AT)
    shown = desk.open(at(plan, "xem-truoc"))
    assert "Kết thúc hoạt động" in shown.words
    assert recorded() == ["directory.draft_reorganisation"]

    desk.send(at(plan, "thuc-hien"), **shown.hidden)
    assert "Mở kết quả khi chạy xong" in desk.open(at(plan)).words
    for _twice in range(2):
        carry_out_work(Work.objects.get(kind=large.CARRY).pk, at=cast.AT)
    assert "Đã bàn giao" in desk.open(at(plan)).words
    assert Work.objects.get(kind=large.CARRY).state == WorkState.DONE


HEAD = "Bước\tCơ quan, đơn vị\tVề, vào, thuộc\tTên mới\tLoại\tMã\tCác phần\tTên chức vụ\tThứ tự\n"


def pasted(desk: Desk, plan: ReorganisationPlan, table: str) -> Answer:
    return desk.fill(at(plan, "nhap"), text=table)


def test_a_pasted_table_is_shown_and_added_whole(desk: Desk) -> None:
    plan = a_plan()
    shown = pasted(
        desk,
        plan,
        HEAD
        + "Lập cơ quan, đơn vị\t\tỦy ban nhân dân tỉnh\tSở mới\tSở\tMOI\t\t\t\n"
        + "sap nhap\tSTTTT; Sở Khoa học và Công nghệ\tSở mới\t\t\t\t\t\t\n"
        + "Lập chức vụ\tMOI\t\t\thead\tMOI/GD\t\tGiám đốc\t1\n",
    )
    assert "Chưa ghi gì" in shown.words
    assert "Sáp nhập" in plain(shown)
    assert steps_of(plan) == []
    raw = bytes(getattr(shown.response, "content", b"")).decode()
    steps = unescape(re.findall(r'name="steps" value="([^"]*)"', raw)[0])
    sent = desk.send(at(plan, "nhap"), **shown.hidden | {"steps": steps})

    assert sent.leads_to == at(plan)
    assert steps_of(plan)[0][1] == {"name": "Sở mới", "kind": "department", "under": "UBND", "code": "MOI"}
    assert steps_of(plan)[1] == ("merge", {"units": ["STTTT", "SKHCN"], "into": "MOI"})
    assert steps_of(plan)[2][1]["rank"] == 1


WRONG = [
    ("Bay\t\t\t\t\t\t\t\t\n", "A2", "Chỉ ghi một trong"),
    ("Giải thể\tSở Không Có\t\t\t\t\t\t\t\n", "B2", "Không tìm thấy “Sở Không Có”"),
    ("Giải thể\t\t\t\t\t\t\t\t\n", "B2", "bắt buộc"),
    ("Giải thể\tSTTTT\tUBND\t\t\t\t\t\t\n", "C2", "không dùng cột này"),
    ("Chia tách\tSTTTT\t\t\t\t\tSKHCN = 0,4; UBND = 0,4\t\t\n", "G2", "Tổng các tỷ lệ"),
    ("Chia tách\tSTTTT\t\t\t\t\tSKHCN\t\t\n", "G2", "Viết như"),
    ("Chia tách\tSTTTT\t\t\t\t\tSKHCN = một nửa\t\t\n", "G2", "không phải là một tỷ lệ"),
    ("Lập chức vụ\tSTTTT\t\t\thead\t\t\tA\t-1\n", "I2", "từ 0 đến 999"),
    ("Giải thể\tSTTTT\t\t\t\t\t\t\t\tthừa\n", "J2", "ngoài các cột"),
    ("Lập cơ quan, đơn vị\t\t\tA\tSở\tSTTTT\t\t\t\n", "F2", "Mã “STTTT” đã có rồi"),
    (2 * "Lập cơ quan, đơn vị\t\t\tA\tSở\tMOI\t\t\t\n", "F3", "Mã “MOI” đã ghi ở dòng 2"),
    (2 * "Lập chức vụ\tSTTTT\t\t\thead\tGD\t\tA\t1\n", "F3", "Mã “GD” đã ghi ở dòng 2"),
]


@pytest.mark.parametrize(("row", "cell", "words"), WRONG, ids=[f"{row[1]} {row[2]}" for row in WRONG])
def test_a_wrong_cell_is_named_and_nothing_is_added(desk: Desk, row: str, cell: str, words: str) -> None:
    plan = a_plan()
    shown = pasted(desk, plan, HEAD + row + "Giải thể\tSKHCN\t\t\t\t\t\t\t\n")

    assert shown.status == 422
    assert re.search(rf"{cell}<.*{words}", shown.words, re.DOTALL)
    assert "Thêm tất cả" not in shown.words
    assert steps_of(plan) == []


@pytest.mark.parametrize(
    ("table", "words"),
    [("", "Hãy chọn một tệp hoặc dán một bảng"), ("a\tb\n1\t2", "thiếu cột “Bước”"), (HEAD, "không có bước nào"),
     ('Bước\n"Giải thể', "dấu nháy kép")],
)  # fmt: skip
def test_a_table_that_is_none_is_refused(desk: Desk, table: str, words: str) -> None:
    answer = pasted(desk, a_plan(), table)

    assert answer.status == 422
    assert words in answer.words


@pytest.mark.parametrize("steps", ["x", "[1]", '[["merge", 3]]', '[["merge", {"units": 5, "into": "A"}]]'])
def test_steps_that_were_made_up_are_refused(desk: Desk, steps: str) -> None:
    plan = a_plan()
    with pytest.raises(Invalid):
        desk.send(at(plan, "nhap"), steps=steps)
    assert steps_of(plan) == []


def test_the_steps_of_a_plan_come_back_by_their_workbook() -> None:
    """What is taken out is read back as the same steps; formulas stay words."""
    steps: list[drafting.Written] = [
        ("open", {"code": "MOI", "name": "=Sở mới", "kind": "department", "under": "UBND"}),
        ("split", {"unit": "STTTT", "parts": {"SKHCN": "0.4", "MOI": "0.6"}, "by_place": False, "rest": "MOI"}),
        ("post", {"unit": "MOI", "title": "Giám đốc", "profile": "head", "rank": 1, "code": "MOI/GD"}),
        ("appoint", {"person": "P0001", "post": "MOI/GD", "kind": "acting"}),
        ("mandate", {"mandate": "bao_chi", "to": "MOI"}),
    ]  # fmt: skip
    plan, problems = a_plan(*steps), Problems()
    with workbook_of(plan) as file:
        page = load_workbook(file).worksheets[0]
    lines = [
        [str(cell) if cell is not None else "" for cell in row] for row in page.iter_rows(values_only=True)
    ]
    text = "\n".join("\t".join(row) for row in lines)
    read = Reading(Choosing(a_plan()), problems).read(lines_of_text(text, name="x").lines)

    assert not problems.found
    assert read == steps
