"""A task that is given to a unit while it is being merged goes after the others; from then on none is given to it."""

from collections.abc import Sequence
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connections

from lienthong.casework.arriving_late import pass_on_late
from lienthong.casework.models import Role
from lienthong.directory import actions
from lienthong.directory.participants import Lines, Reorganisation, reorganisations
from lienthong.directory.tests.cast import EDITOR
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import replay
from lienthong.kernel.refusals import Invalid
from lienthong.tasks import giving, proposing
from lienthong.tasks.models import ProposalKind, Task
from lienthong.tasks.proposing import Asked
from lienthong.tasks.tests.conftest import MONDAY, Province, a_province, acts_of, orders_of

ON = date(2012, 3, 6)
LATER = MONDAY + timedelta(days=1)


class Meanwhile:
    """When all areas have passed on what was open, somebody gives a task, in another transaction."""

    def __init__(self, province: Province) -> None:
        self.province = province

    def preview(self, _changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        return []

    def carry_out(self, _changes: Sequence[Reorganisation], *, by: Actor, at: object) -> None:  # noqa: ARG002
        giver = Thread(target=self._give)
        giver.start()
        giver.join(60)

    def _give(self) -> None:
        try:
            with replay():
                follows_it = orders_of(self.province)(
                    title="Theo dõi",
                    monitoring_id=self.province.id_of("STTTT"),
                    leads=[giving.Executor(self.province.id_of("XA"))],
                )
                for order in (orders_of(self.province)(), follows_it):
                    giving.give(order, by=self.province["chair"], at=LATER)
        finally:
            connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_what_is_given_while_a_merger_is_carried_out_follows_the_rest(monkeypatch):
    province = a_province()
    monkeypatch.setattr(reorganisations, "known", [*reorganisations.known, Meanwhile(province)])
    actions.merge_units([province.units["STTTT"]], into=province.units["SNV"], on=ON, by=EDITOR, at=LATER)
    led, followed = Task.objects.select_related("case").order_by("case__title")
    assert led.case.holder_id == followed.monitoring_id == province.id_of("STTTT")

    assert pass_on_late(by=SYSTEM, at=LATER) == 2

    led, followed = Task.objects.select_related("case").order_by("case__title")
    snv = province.id_of("SNV")
    assert led.case.holder_id == led.case.turn_unit_id == followed.monitoring_id == snv
    roles = {
        task.pk: set(task.case.involvements.filter(until=None).values_list("role", "unit"))
        for task in (led, followed)
    }
    assert (Role.LEAD, snv) in roles[led.pk]
    assert (Role.MONITORING, snv) in roles[followed.pk]
    assert acts_of(led) == acts_of(followed) == ["tasks.give", "casework.pass_to_successor"]
    before = Act.objects.count()
    assert pass_on_late(by=SYSTEM, at=LATER) == 0
    assert Act.objects.count() == before


@pytest.mark.parametrize("question", ["leads", "monitoring_id", "supporting", "for_information"])
def test_from_the_commit_on_nothing_is_given_to_a_unit_that_has_ended(order, province, question):
    ended = province.id_of("STTTT")
    actions.merge_units([province.units["STTTT"]], into=province.units["SNV"], on=ON, by=EDITOR, at=LATER)
    named = {"leads": [giving.Executor(ended)], "monitoring_id": ended}.get(question, [ended])
    asked = order(**{"leads": [giving.Executor(province.id_of("XA"))], question: named})

    with pytest.raises(Invalid, match="đang hoạt động vào ngày giao"):
        giving.give(asked, by=province["chair"], at=LATER)

    assert not Task.objects.exists()


def test_from_the_commit_on_nothing_is_transferred_to_it(a_task, province):
    task = a_task()
    actions.merge_units([province.units["SNV"]], into=province.units["XA"], on=ON, by=EDITOR, at=LATER)
    asked = Asked(ProposalKind.TRANSFER, "Đúng chức năng", to_unit_id=province.id_of("SNV"))

    with pytest.raises(Invalid, match="đang hoạt động vào ngày giao"):
        proposing.propose(task.pk, asked, by=province["director"], at=LATER)
