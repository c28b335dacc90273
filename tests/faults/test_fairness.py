"""Nobody is judge in their own matter, and nobody keeps a power that went elsewhere."""

from dataclasses import replace
from datetime import date

import pytest

from faults.conftest import api, page, progress, words
from faults.test_api import an_order, send
from lienthong.directory.models import CoordinatingBody
from lienthong.directory.tests.cast import KNOWN, a_unit, during
from lienthong.kernel.refusals import Invalid, NotAllowed
from lienthong.tasks import giving, proposing, working
from lienthong.tasks.models import ProposalKind, Task
from lienthong.tasks.proposing import Asked
from lienthong.tasks.tests.conftest import MONDAY

TRANSFER = "Việc này thuộc chức năng của Sở Nội vụ"


@pytest.fixture
def handed_then_transferred(a_task, province):
    """A task whose first lead handed it to a division, and that then went to another agency."""
    task = a_task()
    one = province["specialist"]
    working.hand_over(task.pk, unit_id=one.unit_id, person_id=None, by=province["director"], at=MONDAY)
    asked = Asked(ProposalKind.TRANSFER, TRANSFER, to_unit_id=province.id_of("SNV"))
    proposal = proposing.propose(task.pk, asked, by=province["director"], at=MONDAY)
    proposing.answer(proposal.pk, accept=True, text="", by=province["chair"], at=MONDAY)
    return Task.objects.get(pk=task.pk)


@pytest.mark.parametrize("name", ["director", "specialist"])
def test_the_former_lead_works_no_more(desk, handed_then_transferred, province, name):
    task = handed_then_transferred
    desk.listen()
    answer = desk[name].post(page(task, "tien-do"), progress(task))

    assert answer.status_code == 403
    assert "do cơ quan khác chủ trì" in words(answer)
    assert desk.nothing_recorded


def test_who_asks_does_not_answer_in_another_post(desk, a_task, province):
    task = a_task()
    two_posts = province["director"]
    asked = Asked(ProposalKind.EXTENSION, "Chậm vốn", term="chậm nhất ngày 30/06/2012")
    proposal = proposing.propose(task.pk, asked, by=two_posts, at=MONDAY)
    in_the_chair = province.official("acting_chair", "UBND", "tasks_decide", "tasks_see_all")
    desk.listen()
    with pytest.raises(NotAllowed, match="đề nghị của chính mình"):
        proposing.answer(
            proposal.pk,
            accept=True,
            text="",
            by=replace(in_the_chair, person_id=two_posts.person_id),
            at=MONDAY,
        )
    assert desk.nothing_recorded


def test_an_agency_that_gives_and_follows_is_no_part_of_its_own_group(desk, province, order):
    giver = province.official("giver", "STTTT", "tasks_assign")
    own = province.id_of("STTTT")
    desk.listen()
    with pytest.raises(Invalid, match="tự theo dõi") as refused:
        giving.give(order(groups=["so"], leads=[], assigner_id=own, monitoring_id=own), by=giver, at=MONDAY)

    assert refused.value.field == "monitoring"
    assert desk.nothing_recorded


def test_an_instalment_ends_after_it_begins(desk, a_task):
    task = a_task("standing")
    desk.account("follower")
    desk.listen()
    for end in ("2012-01-01", "2011-01-01"):
        body = {"start": "2012-01-01", "end": end, "term": "chậm nhất ngày 30/06/2012"}
        answer = send(desk["follower"], api(task, "instalments"), body)

        assert answer.status_code == 422
        assert answer.json()["field"] == "end"
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    ("field", "unit"),
    [
        ("leads", "CNTT"),
        ("monitoring", "CNTT"),
        ("supporting", "CNTT"),
        ("leads", "OLD"),
        ("monitoring", "OLD"),
        ("supporting", "OLD"),
        ("for_information", "OLD"),
    ],
)
def test_a_program_gives_only_to_agencies_of_the_day(desk, task, province, ended_agency, field, unit):
    known = str(province.id_of(unit))
    value = known if field == "monitoring" else [known]
    answer = send(desk["chair"], "/api/tasks", an_order(province, **{field: value}))

    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert desk.nothing_recorded


@pytest.fixture
def ended_agency(province):
    province.units["OLD"] = a_unit("OLD", under=province.units["UBND"], until=date(2012, 1, 1))


@pytest.mark.parametrize("field", ["leads", "monitoring", "supporting"])
@pytest.mark.parametrize("above", ["UBND", "STTTT", "VPUB"])
def test_a_commune_gives_nothing_upwards(desk, communes, province, order, field, above):
    unit = province.id_of(above)
    asked = {
        "leads": [giving.Executor(unit)],
        "monitoring": unit,
        "supporting": [unit],
    }[field]
    differs = {"monitoring_id" if field == "monitoring" else field: asked}
    with pytest.raises(Invalid, match=rf"lên cấp trên.*: {above}\.$") as refused:
        giving.give(communes(**differs), by=province["commune_head"], at=MONDAY)

    assert refused.value.field == field
    assert desk.nothing_recorded


def test_a_commune_gives_to_itself_and_tells_those_above(desk, communes, province):
    task = giving.give(
        communes(for_information=[province.id_of("UBND")]), by=province["commune_head"], at=MONDAY
    )

    assert task.case.holder_id == province.id_of("PHUONG")
    assert desk.recorded == ["tasks.give"]


def test_a_task_does_not_rise_by_a_transfer(desk, communes, province):
    task = giving.give(communes(), by=province["commune_head"], at=MONDAY)
    worker = province.official("ward_officer", "PHUONG", "tasks_work")
    desk.listen()
    with pytest.raises(Invalid, match="lên cấp trên"):
        proposing.propose(
            task.pk,
            Asked(ProposalKind.TRANSFER, TRANSFER, to_unit_id=province.id_of("STTTT")),
            by=worker,
            at=MONDAY,
        )
    assert desk.nothing_recorded


@pytest.fixture
def communes(desk, province, order):
    """Orders of a commune to the ward beside it, followed by itself."""
    for code in ("XOM", "PHUONG"):
        province.units[code] = a_unit(code, code, kind="commune_committee", under=province.units["UBND"])
    province.official("commune_head", "XOM", "tasks_assign")
    own = province.id_of("XOM")
    plain = {"assigner_id": own, "monitoring_id": own, "leads": [giving.Executor(province.id_of("PHUONG"))]}
    desk.listen()
    return lambda **differs: order(**(plain | differs))


def test_a_coordinating_body_leads_without_a_seal(desk, province, order):
    body = a_unit("BCD", kind="coordinating_body", under=province.units["UBND"])
    CoordinatingBody.objects.create(
        unit=body, standing_agency=province.units["STTTT"], during=during(), known_from=KNOWN
    )
    task = giving.give(order(leads=[giving.Executor(body.pk)]), by=province["chair"], at=MONDAY)

    assert task.case.holder_id == body.pk
