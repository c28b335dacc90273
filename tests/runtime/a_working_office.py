"""Fill a migrated database with one office, its head signed in, and tasks to report on; print what a client needs.

Run with Django's settings as the owner: `python tests/runtime/a_working_office.py COUNT`.
"""

import json
import sys

import django


def main(count: int) -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    from lienthong.access.tests.office import BEFORE, an_office
    from lienthong.directory.tests import cast
    from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
    from lienthong.kernel.acts.ledger.keys import make_key
    from lienthong.kernel.acts.models import Installation
    from lienthong.kernel.clock.shipped import open_public_calendar
    from lienthong.tasks import giving
    from lienthong.tasks.models import TaskKind

    Installation.objects.create(name="Nơi thử", origin="test.example/crash", simulated=True, since=BEFORE)
    make_key()
    open_public_calendar(by=SYSTEM, at=BEFORE)
    office = an_office()
    committee, follower = cast.a_unit("UBND", "Ủy ban"), cast.a_unit("VP", "Văn phòng")
    chair = Actor(
        kind=ActorKind.OFFICIAL,
        name="Chủ tịch",
        unit="Ủy ban",
        unit_id=committee.pk,
        capabilities=frozenset({"tasks_assign", "tasks_monitor", "tasks_decide", "tasks_see_all"}),
    )
    order = giving.Order(
        title="Nối mạng đến các xã",
        kind=TaskKind.DEADLINE,
        assigner_id=committee.pk,
        monitoring_id=follower.pk,
        output="Báo cáo",
        leads=[giving.Executor(office.unit.pk)],
        term="chậm nhất ngày 30/03/2012",
    )
    tasks = [giving.give(order, by=chair, at=BEFORE) for _ in range(count)]
    browser = Client()
    browser.force_login(office.chief, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    sys.stdout.write(json.dumps({"session": session, "tasks": [str(task.pk) for task in tasks]}))


main(int(sys.argv[1]))
