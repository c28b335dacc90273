from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, NotAllowed
from lienthong.plans.loading import load_plan
from lienthong.plans.models import Plan, PlanItem
from lienthong.tasks.tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
CLERK = Actor(kind=ActorKind.OFFICIAL, name="Văn thư", capabilities=frozenset({"plan_see"}))


def test_the_plan_has_65_items_in_order_by_one_act():
    plan = load_plan(by=SYSTEM, at=MONDAY)

    assert [item.code for item in plan.items.all()] == [f"N{number:02}" for number in range(1, 66)]
    assert (plan.during.lower, plan.during.upper) == (date(2011, 11, 18), date(2016, 1, 1))
    act = Act.objects.get(subject_id=plan.pk)
    assert (act.verb, act.detail["items"]) == ("plans.load", 65)


def test_a_plan_is_loaded_once():
    load_plan(by=SYSTEM, at=MONDAY)

    with pytest.raises(Invalid, match="đã được nhập"):
        load_plan(by=SYSTEM, at=MONDAY)
    assert (Act.objects.count(), PlanItem.objects.count()) == (1, 65)


def test_a_clerk_does_not_load_a_plan():
    with pytest.raises(NotAllowed, match="cập nhật kế hoạch"):
        load_plan(by=CLERK, at=MONDAY)
    assert not Plan.objects.exists()
    assert not Act.objects.exists()


@pytest.mark.parametrize("change", ["wording = 'khác'", "section = 'V'", "source_line = 1", "code = 'N99'"])
def test_what_the_plan_says_is_not_changed(change):
    load_plan(by=SYSTEM, at=MONDAY)

    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE plans_planitem SET {change}")


def test_who_leads_may_be_put_right():
    load_plan(by=SYSTEM, at=MONDAY)

    assert PlanItem.objects.filter(code="N33").update(leads=["STTTT"], lead_stated=True) == 1
