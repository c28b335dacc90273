"""Acts added up by unit and day, head by head: days are few, acts are many."""

from typing import Final

from django.db import connection

from lienthong.kernel.acts.models import Checkpoint
from lienthong.kernel.acts.projecting import Projection
from lienthong.measures.models import Worked

ADD: Final = """
INSERT INTO measures_worked (head, unit_id, day, acts, last)
SELECT (%(heads)s::bigint[])[width_bucket(e.position, %(heads)s::bigint[]) + 1], a.unit_id,
    (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, count(*), max(e.position)
FROM acts_entry e JOIN acts_act a ON a.id = e.act_id
WHERE e.position >= %(since)s AND e.position < %(until)s AND a.unit_id IS NOT NULL
GROUP BY 1, 2, 3
ON CONFLICT (day, unit_id, head) DO UPDATE
SET acts = measures_worked.acts + EXCLUDED.acts, last = greatest(measures_worked.last, EXCLUDED.last)
"""


def extend(since: int, until: int) -> None:
    """Add the acts at these positions, each to the head that first knew it."""
    heads = Checkpoint.objects.filter(tree_size__gt=since, tree_size__lte=until).order_by("tree_size")
    sizes = [*heads.values_list("tree_size", flat=True)]
    if not sizes or sizes[-1] < until:  # a step of the work ends between two heads
        following = Checkpoint.objects.filter(tree_size__gt=until).order_by("tree_size")
        sizes += following.values_list("tree_size", flat=True)[:1]
    with connection.cursor() as cursor:
        cursor.execute(ADD, {"since": since, "until": until, "heads": sizes})


def empty() -> None:
    Worked.objects.all().delete()


worked: Final = Projection("measures.worked", extend, empty)
