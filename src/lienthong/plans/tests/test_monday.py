"""The Monday page: made from the ledger, put in order by who follows, kept beside the editions before it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Stale
from lienthong.plans import entering, monday
from lienthong.plans.loading_targets import load_targets
from lienthong.plans.models import MondayLine, MondayPage
from lienthong.plans.monday_reading import monday_of
from lienthong.plans.tests.conftest import SENT, seal
from lienthong.plans.tests.test_targets import CODE, text_of
from lienthong.tasks import proposing, working
from lienthong.tasks.models import ProposalKind
from lienthong.tasks.tests.conftest import LONG_AGO, MONDAY

WEDNESDAY, NEXT = MONDAY + timedelta(days=2), MONDAY + timedelta(days=7)
SOON = "chậm nhất ngày 08/03/2012"


@pytest.fixture
def chair(province):
    return replace(province["chair"], capabilities=province["chair"].capabilities | {"figures_see"})


@pytest.fixture
def follower(province):
    by = province["follower"]
    return replace(by, capabilities=by.capabilities | {"figures_see"})


@pytest.fixture
def week(a_task, province):
    """One task due on Thursday with an extension asked for, one whose result waits, one long overdue."""
    due = a_task(title="Trình quy chế an toàn thông tin", term=SOON)
    wish = proposing.Asked(ProposalKind.EXTENSION, "Chờ thẩm định", term="chậm nhất ngày 30/03/2012")
    proposing.propose(due.pk, wish, by=province["director"], at=MONDAY)
    a_task("awaiting_confirmation", title="Nối mạng các xã")
    a_task(title="Báo cáo hạ tầng viễn thông", term="chậm nhất ngày 06/03/2012")
    seal(WEDNESDAY)
    return due


@pytest.fixture
def sent(visit, follower):
    """Send the form of the page, with what differs; return the answer."""

    def send(at=MONDAY, **differs):
        form = visit(monday.edit_page, "?new=1", by=follower, at=at)
        fields = dict(hidden_in(text_of(form)))
        return visit(monday.edit_page, "", by=follower, at=at, posted=fields | differs)

    return send


def hidden_in(page):
    for tag in page.split("<input")[1:]:
        named = dict(part.split('="', 1) for part in tag.split(">")[0].split('" ') if '="' in part)
        if 'type="hidden"' in tag.split(">")[0]:
            yield named["name"].strip('"'), named.get("value", "").strip('" ')


def part_of(page, words):
    return page.split(f"<h2>{words}</h2>")[1].split("</section>")[0]


def test_the_page_holds_what_is_due_what_waits_and_who_is_late(
    week, visit, chair, django_assert_max_num_queries
):
    visit(monday.monday_page, "", by=chair, at=WEDNESDAY)  # what figures read has reached the head
    with django_assert_max_num_queries(25):  # one of them reads what is kept while the directory stands
        page = text_of(visit(monday.monday_page, "", by=chair, at=WEDNESDAY))

    assert "Giao ban thứ Hai 05/03/2012" in page
    assert "Trình quy chế an toàn thông tin" in part_of(page, "Đến hạn tuần này")
    assert "hạn 08/03/2012" in part_of(page, "Đến hạn tuần này")
    waiting = part_of(page, "Chờ lãnh đạo")
    assert waiting.index("Gia hạn: Trình quy chế") < waiting.index("Nối mạng các xã")
    assert "Chờ thẩm định" in waiting
    assert "STTTT: 1 nhiệm vụ quá hạn" in part_of(page, "Cơ quan đang chậm")
    assert "class=open_overdue" in part_of(page, "Cơ quan đang chậm")


def test_what_was_put_in_order_is_kept_as_it_read(week, visit, follower, chair, sent):
    answer = sent(struck_0="on", order_1="1", added_0="Họp bàn mạng diện rộng", note="Mời thêm Sở Tài chính")

    page = MondayPage.objects.get()
    lines = list(page.lines.all())
    assert answer.status_code == 302
    assert (page.edition, page.note) == (1, "Mời thêm Sở Tài chính")
    assert lines[0].text == "Trình quy chế an toàn thông tin"
    assert [line.text for line in lines if line.struck] == ["Báo cáo hạ tầng viễn thông"]
    assert (lines[-1].text, lines[-1].generated) == ("Họp bàn mạng diện rộng", False)
    assert Act.objects.get(verb="plans.keep_monday_page").detail["lines"] == len(lines)
    shown = text_of(visit(monday.kept_page, "", "2012-03-05", 1, by=chair, at=NEXT))
    assert "Họp bàn mạng diện rộng" in shown
    assert "<s>Báo cáo hạ tầng" in shown


def test_a_new_edition_stands_beside_the_old_one(week, sent, visit, chair):
    sent(note="Bản đầu")
    sent(note="Bản sau", seen="1")

    assert list(MondayPage.objects.values_list("edition", "note")) == [(2, "Bản sau"), (1, "Bản đầu")]
    assert "Bản đầu" in text_of(visit(monday.kept_page, "", "2012-03-05", 1, by=chair))
    assert "Bản sau" in text_of(visit(monday.monday_page, "", by=chair))


def test_of_two_who_keep_at_once_the_second_is_told(week, sent):
    sent()
    with pytest.raises(Stale, match="vừa được lưu một bản khác"):
        sent(seen="0")

    assert MondayPage.objects.count() == 1


def test_a_form_sent_twice_keeps_one_edition(week, sent):
    key = str(new_key())
    sent(key=key)
    with pytest.raises(AlreadyDone):
        sent(key=key, seen="1")

    assert MondayPage.objects.count() == 1


def test_what_was_asked_last_monday_comes_back_with_its_answer(week, sent, visit, chair, province):
    sent(asked_0="on", asked_1="on", added_0="Kinh phí đường truyền", added_asked_0="on")
    asked = list(MondayLine.objects.filter(asked=True).values_list("subject", flat=True))
    late = asked[0]
    working.finish(late, output="Xong", document_number="9/BC", by=province["director"], at=NEXT)
    seal(NEXT)

    page = part_of(text_of(visit(monday.monday_page, "", by=chair, at=NEXT)), "Lần trước hỏi lại")
    assert page.count("<li>") == 3
    assert "Báo cáo hoàn thành, gửi sản phẩm, STTTT" in page
    assert page.count("chưa có trả lời từ 05/03/2012") == 2


def test_a_figure_that_moved_is_there_with_both_values(week, the_plan, visit, chair, province):
    load_targets(the_plan, by=SYSTEM, at=LONG_AGO)
    director = replace(province["director"], capabilities=frozenset({"figures_see", "figures_enter"}))
    sent = SENT | {"unit": str(province.id_of("UBND"))}
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    seal(NEXT - timedelta(days=1))
    visit(
        entering.enter_page,
        "",
        CODE,
        "T13",
        by=director,
        posted=sent | {"maturity": "final", "numerator": "36"},
    )
    later = NEXT + timedelta(days=7)
    seal(later)

    page = part_of(text_of(visit(monday.monday_page, "", by=chair, at=later)), "Số liệu thay đổi")
    assert "33,33% (2012, Chính thức); trước: 35,19% (2012, Ước thực hiện)" in page


def test_only_the_leader_and_the_office_read_it_and_who_follows_keeps_it(week, visit, province, follower):
    director = replace(province["director"], capabilities=frozenset({"figures_see", "tasks_monitor"}))
    with pytest.raises(NotAllowed, match="xem mọi nhiệm vụ"):
        visit(monday.monday_page, "", by=director)
    reader = replace(follower, capabilities=frozenset({"figures_see", "tasks_see_all"}))
    with pytest.raises(NotAllowed, match="theo dõi, đôn đốc"):
        visit(monday.edit_page, "", by=reader, posted={"sheet": "x"})

    assert not MondayPage.objects.exists()


def test_a_page_that_we_did_not_make_is_not_kept(week, sent):
    with pytest.raises(Invalid, match="đã bị thay đổi trên đường gửi"):
        sent(sheet="forged")

    assert not MondayPage.objects.exists()


@pytest.mark.parametrize("day", ["2012-03-12", "hôm qua", "2012-13-45"])
def test_a_page_that_was_not_kept_is_not_found(week, visit, chair, day):
    with pytest.raises(Missing):
        visit(monday.kept_page, "", day, 1, by=chair)


def test_an_order_that_is_no_number_is_said_and_nothing_is_kept(week, sent):
    assert sent(order_0="đầu").status_code == 422
    assert not MondayPage.objects.exists()


def test_a_week_begins_on_its_monday():
    assert monday_of(date(2012, 3, 11)).isoformat() == "2012-03-05"
    assert monday_of(date(2012, 3, 12)).isoformat() == "2012-03-12"
