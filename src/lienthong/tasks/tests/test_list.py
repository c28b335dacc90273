from lienthong.kernel.ui.lists import Reader
from lienthong.tasks import working
from lienthong.tasks.lists import TASKS
from lienthong.tasks.tests.conftest import MONDAY


def test_what_is_counted_are_the_tasks_that_each_reader_sees(a_task, province):
    tasks = [a_task() for _ in range(3)]
    specialist = province["specialist"]
    working.hand_over(
        tasks[0].pk,
        unit_id=specialist.unit_id,
        person_id=specialist.person_id,
        by=province["director"],
        at=MONDAY,
    )

    counts = set()
    for actor in (actor for actor in province.actors.values() if actor.unit_id):
        reader = Reader(actor, MONDAY)
        counts.add(TASKS.counted(reader).count())
        assert TASKS.counted(reader).count() == TASKS.source(reader).count()
    assert 3 in counts
