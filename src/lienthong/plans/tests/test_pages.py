"""Pages of plans, as leaders, officials and strangers read them."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.utils import translation

from lienthong.casework.inbox import counts
from lienthong.directory.models import PostVersion
from lienthong.directory.revision import steady
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed
from lienthong.kernel.ui.lists import Reader
from lienthong.plans import leader, views
from lienthong.plans.models import PlanTask
from lienthong.plans.reading import sections_of
from lienthong.plans.tests.conftest import seal
from lienthong.tasks import following, working
from lienthong.tasks.lists import task_list
from lienthong.tasks.tests.conftest import MONDAY

CODE = "KH-BCVT-CNTT-2015"
SEES = frozenset({"plan_see", "figures_see"})


def text_of(response):
    return response.content.decode()


def may(actor, *more):
    return replace(actor, capabilities=actor.capabilities | SEES | set(more))


@pytest.fixture
def worked(given, province):
    """Two tasks of the plan: one done, one waiting for confirmation."""
    done, waiting = given("N20"), given("N22")
    for task in (done, waiting):
        working.finish(task.pk, output="Xong", document_number="1/BC", by=province["director"], at=MONDAY)
    following.confirm(done.pk, by=province["follower"], at=MONDAY)
    seal(MONDAY)
    return done, waiting


def test_the_overview_is_the_plan_on_one_page(worked, visit, province, django_assert_max_num_queries):
    visit(
        leader.overview, "?regime=calendar", by=may(province["chair"])
    )  # what figures read has reached the head
    with django_assert_max_num_queries(38):
        page = text_of(visit(leader.overview, "?regime=calendar", by=may(province["chair"])))

    assert "100,00%" in page
    assert "Không có nhiệm vụ quá hạn" in page
    assert "Chờ xác nhận (1)" in page
    assert "Xác nhận hoàn thành" in page
    act = Act.objects.get(verb="tasks.confirm")
    assert f"#act-{act.id}" in page


def test_the_list_of_work_costs_few_statements(worked, visit, province, django_assert_max_num_queries):
    """Beside session, account, actor and the number of the directory, which every page asks: eight in all."""
    visit(task_list, "", by=province["follower"])
    with steady(), django_assert_max_num_queries(6):  # with that number, and the tree that is kept later
        page = text_of(visit(task_list, "", by=province["follower"]))
    assert "Xác nhận" in page or "Chờ xác nhận" in page


def test_all_boxes_are_counted_in_one_statement(worked, province, django_assert_max_num_queries):
    reader = Reader(by=province["follower"], at=MONDAY)
    with steady(), django_assert_max_num_queries(3):  # with the number of the directory, for box and agency
        counted = {box.name: count for box, count in counts(reader)}
    assert counted["tat-ca"] == "1"


def test_a_phone_reads_first_what_is_worst_and_what_waits(worked, visit, province):
    page = text_of(visit(leader.overview, "?regime=calendar", by=may(province["chair"])))

    brief = page[page.index('<ul class="brief') : page.index("</ul>", page.index('<ul class="brief'))]
    assert [words in brief for words in ("Nhiệm vụ quá hạn", "Kết quả chờ xác nhận", "Việc của tôi")] == [
        True
    ] * 3
    assert 'href="#waiting"><span>Kết quả chờ xác nhận</span> <strong>1</strong>' in brief


def test_a_section_says_how_much_of_it_is_late(given, province, the_plan):
    task = given("N20")
    in_time, too_late = (
        [one.late for one in sections_of(the_plan, by=may(province["chair"]), at=at) if one.late]
        for at in (MONDAY, datetime(2016, 3, 7, 9, tzinfo=HANOI))
    )
    parts = task.case.parts.count()

    assert not in_time
    assert too_late == [f"{parts or 1} quá hạn"]


def test_a_leader_of_some_fields_sees_these_first(worked, visit, province, the_plan):
    deputy = may(province["follower"])
    other = next(i.field for i in the_plan.items.all() if i.field not in {"nhan_luc", "cntt", "chung"})
    PostVersion.objects.get(post=deputy.post_id).correct(at=MONDAY, fields=[other], rank=3)

    own = text_of(visit(leader.overview, "?regime=calendar", by=deputy))
    every = text_of(visit(leader.overview, "?regime=calendar&field=all", by=deputy))

    assert "Lĩnh vực tôi phụ trách" in own
    assert "Không xác định" in own
    assert "100,00%" in every


def test_late_work_is_said_with_whose_it_is_and_by_how_much(given, visit, province):
    given("N20")
    after = datetime(2016, 1, 6, 9, 30, tzinfo=HANOI)
    seal(after)

    page = text_of(
        visit(leader.overview, "?regime=calendar&period=2016", by=may(province["chair"]), at=after)
    )
    hidden = text_of(
        visit(leader.overview, "?regime=calendar&period=2016", by=may(province["stranger"]), at=after)
    )

    assert "Quá 3 ngày 2 giờ" in page  # 1, 4, 5 January and two hours: no notice says that the first is off
    assert "0,00%" in page
    assert "1 nhiệm vụ anh/chị không được xem" in hidden
    assert "Không có nhiệm vụ quá hạn" not in hidden


def test_the_overview_says_what_is_missing(province, visit, the_plan):
    assert "Chưa có số liệu" in text_of(visit(leader.overview, by=may(province["chair"])))


def test_the_overview_without_a_plan_says_what_to_do(province, visit):
    assert "Chưa có kế hoạch nào" in text_of(visit(leader.overview, by=may(province["chair"])))


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        pytest.param("?plan=KHONG-CO", Missing, id="an unknown plan"),
        pytest.param("?field=bay", Invalid, id="an unknown field"),
        pytest.param("?period=2012-Q9", Invalid, id="an unknown period"),
        pytest.param("?moment=01/01/2000", Invalid, id="before the first head"),
        pytest.param("?size=12345", Missing, id="a head that was never signed"),
    ],
)
def test_a_wrong_address_of_the_overview_is_refused(worked, visit, province, query, refusal):
    with pytest.raises(refusal):
        visit(leader.overview, query, by=may(province["chair"]))


def test_the_plan_shows_65_items_by_section_and_how_they_stand(
    worked, visit, province, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        page = text_of(visit(views.plan_page, "", CODE, by=may(province["chair"])))

    assert page.count('<td class="main"') == 65
    assert "II.2. Hạ tầng bưu chính, viễn thông, CNTT (17)" in page
    assert "Hoàn thành đúng hạn" in page
    assert "đề xuất" in page
    assert "kế hoạch nêu" in page


def test_the_plan_reads_in_english(worked, visit, province, the_plan):
    with translation.override("en"):
        page = text_of(visit(views.plan_page, "", CODE, by=may(province["chair"])))

    assert the_plan.title_en in page
    assert "Keep officials and residents informed" in page


def test_somebody_who_takes_no_part_does_not_see_how_a_task_stands(worked, visit, province):
    page = text_of(visit(views.plan_page, "", CODE, by=may(province["stranger"])))

    assert "Hoàn thành đúng hạn" not in page
    assert page.count('<td class="main"') == 65


def test_an_item_leads_to_its_task_and_its_figure(worked, visit, province):
    page = text_of(visit(views.item_page, "?regime=calendar", CODE, "N20", by=may(province["chair"])))

    assert f"/nhiem-vu/{worked[0].pk}/" in page
    assert "item=N20" in page
    assert "100,00%" in page


def test_giving_shows_who_gets_it_and_then_binds(the_plan, visit, province):
    chair = may(province["chair"])
    before = text_of(visit(views.give_page, "", CODE, "N03", by=chair))
    assert "Bưu điện tỉnh" in before
    assert not PlanTask.objects.exists()

    assert visit(views.give_page, "", CODE, "N03", by=chair, posted={}).status_code == 302
    assert PlanTask.objects.get().item.code == "N03"
    with pytest.raises(NotAllowed, match="đã được giao"):
        visit(views.give_page, "", CODE, "N03", by=chair)


@pytest.mark.parametrize(
    ("view", "args", "reason"),
    [
        pytest.param(leader.overview, (), "xem số liệu", id="overview"),
        pytest.param(views.plan_list, (), "xem kế hoạch", id="plans"),
        pytest.param(views.plan_page, (CODE,), "xem kế hoạch", id="plan"),
        pytest.param(views.item_page, (CODE, "N01"), "xem kế hoạch", id="item"),
        pytest.param(views.give_page, (CODE, "N01"), "giao nhiệm vụ", id="give"),
    ],
)
def test_a_stranger_is_told_why(province, visit, view, args, reason):
    with pytest.raises(NotAllowed, match=reason):
        visit(view, "", *args, by=province["stranger"])


@pytest.mark.parametrize(("view", "args"), [(views.plan_page, ("X",)), (views.item_page, (CODE, "N99"))])
def test_what_is_not_there_is_not_there(the_plan, province, visit, view, args):
    with pytest.raises(Missing):
        visit(view, "", *args, by=may(province["chair"]))
