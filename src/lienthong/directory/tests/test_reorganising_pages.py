"""The desk of reorganisations: a plan is composed, looked at, scheduled, carried out, printed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lienthong.directory.models import PlanState, ReorganisationPlan, StepKind, Unit
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out
from lienthong.directory.reorganising.desk import large, views
from lienthong.directory.reorganising.desk.columns import WHERE
from lienthong.directory.reorganising.desk.kinds import OFFERS
from lienthong.directory.reorganising.desk.saying import _SAID
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.directory.reorganising.minutes import minutes_of
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Desk, recorded
from lienthong.directory.tests.plans import (
    BASIS,
    LATER,
    MERGE,
    NEW,
    PLANS,
    TODAY,
    a_plan,
    at,
    two_departments,
)
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Missing, WrongState
from lienthong.kernel.ui.models import Work, WorkState
from lienthong.kernel.ui.works import Progress, works
from lienthong.kernel.ui.works import carry_out as carry_out_work

__all__ = ["two_departments"]  # a fixture

pytestmark = pytest.mark.django_db


def test_a_plan_is_drafted_from_the_list(desk: Desk) -> None:
    assert "Chưa có phương án nào" in desk.open(PLANS).words
    sent = desk.fill(f"{PLANS}moi/", title="Sắp xếp các sở", on="01/04/2012", basis=BASIS)

    plan = ReorganisationPlan.objects.get()
    assert sent.leads_to == at(plan)
    assert (plan.on, plan.state) == (LATER, PlanState.DRAFT)
    listed = desk.open(PLANS).words
    assert all(words in listed for words in ("Sắp xếp các sở", BASIS, "Đang soạn", "01/04/2012"))
    assert "Phương án chưa có bước nào" in desk.open(at(plan)).words


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


def test_of_the_minutes_one_sheet_reads_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = [a_plan(MERGE), a_plan(("merge", {"units": ["SKHCN"], "into": "UBND"}))]
    for place, plan in enumerate(plans):
        carry_out(plan.pk, by=cast.EDITOR, at=cast.AT + timedelta(hours=place))
    (one,), (of_another,) = (minutes_of(plan) for plan in plans)
    monkeypatch.setattr(views, "minutes_of", None)

    assert "Sở Thông tin và Truyền thông" in desk.open(at(plans[0], f"bien-ban/{one.pk}")).words
    with pytest.raises(Missing):
        desk.open(at(plans[0], f"bien-ban/{of_another.pk}"))


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
