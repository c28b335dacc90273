import pytest
from django.http import QueryDict

from lienthong.kernel.ui.asking import Asked
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.showing import read
from lienthong.tasks import working
from lienthong.tasks.lists import TASKS
from lienthong.tasks.tests.conftest import MONDAY

TITLES = ("Nối cáp A", "Nối cáp B", "Nối cáp C")


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
        found = {case.pk for case in TASKS.root.rows(reader)}
        assert found == {task.pk for task in TASKS.source(reader)}
        counts.add(len(found))
    assert 3 in counts


@pytest.mark.parametrize("also", ["", "&status=within", "&sort=opened", "&sort=due", "&sort=-opened"])
def test_what_is_searched_is_found_whatever_else_is_asked(a_task, province, also):
    """Alone, beside a filter, upwards and downwards, in another order: the reader's, each once."""
    for title in (*TITLES, "Báo cáo"):
        a_task(title=title)

    assert _titles(province["director"], also) == sorted(TITLES)
    assert not _titles(province["stranger"], also)


def _titles(actor, also):
    reader = Reader(actor, MONDAY)
    shown = read(Asked.read(TASKS, reader, QueryDict(f"q=cáp{also}")))
    return sorted(task.case.title for task in shown.page.rows)
