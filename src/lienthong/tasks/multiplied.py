"""What a simulated world copies of a task beside its case: the area's tables, and what its acts say."""

from datetime import datetime

from lienthong.kernel.acts.simulated.listing import Detail, Said, Table
from lienthong.tasks.models import Delivery, Progress, Proposal, Task, TaskSource


def kept_or_not(detail: Detail) -> Detail:
    """Say again whether the output came in time: a deadline that met a holiday came to fall a little later."""
    due = datetime.fromisoformat(detail["due"]) if detail["due"] else None
    return detail | {"on_time": due is None or datetime.fromisoformat(detail["delivered"]) <= due}


TABLES = (
    Table(Task, of="case_id", order=20),
    Table(TaskSource, of="task_id", order=30),
    Table(Progress, of="task_id", order=30),
    Table(Proposal, of="task_id", order=30, terms=frozenset({"term"})),
    Table(Delivery, of="task_id", order=30, dues=frozenset({"due_at"})),
)
SAID = Said(
    moments=frozenset({"delivered"}),
    days=frozenset({"document_date", "on"}),
    dues=frozenset({"due"}),
    terms=frozenset({"term"}),
    periods=frozenset({"from", "to"}),
    corrected={"tasks.confirm": kept_or_not},
)
