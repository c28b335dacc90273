"""Steps of a plan by their forms: added, edited at their place, moved, refused."""

from datetime import date
from typing import Any

import pytest

from lienthong.directory.models import CodeScheme, ReorganisationPlan
from lienthong.directory.reorganising import drafting
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Desk, recorded
from lienthong.directory.tests.plans import (
    MERGE,
    NEW,
    PLANS,
    STEPS,
    a_plan,
    add,
    at,
    plain,
    steps_of,
    two_departments,
)
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Missing, NotAllowed, Stale, WrongState

__all__ = ["two_departments"]  # a fixture

pytestmark = pytest.mark.django_db


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
