from lienthong.tasks.models.delivery import Delivery
from lienthong.tasks.models.progress import Progress
from lienthong.tasks.models.proposal import Proposal, ProposalKind
from lienthong.tasks.models.source import SourceKind, TaskSource
from lienthong.tasks.models.task import OutputKind, Task, TaskKind
from lienthong.tasks.models.version import Standing, TaskVersion

__all__ = [
    "Delivery",
    "OutputKind",
    "Progress",
    "Proposal",
    "ProposalKind",
    "SourceKind",
    "Standing",
    "Task",
    "TaskKind",
    "TaskSource",
    "TaskVersion",
]
