"""Who is told that a calendar says something new: jobs, put in the queue by the transaction that changes it."""

from dataclasses import dataclass, field

from lienthong.kernel.acts.recording import is_replaying
from lienthong.kernel.jobs.queue import defer


@dataclass
class Told:
    """The register of jobs that take a `calendar_key`; an instance, so that tests make their own."""

    jobs: list[str] = field(default_factory=list)

    def register(self, job: str) -> None:
        self.jobs.append(job)

    def tell(self, calendar_key: str) -> None:
        """Put them in the queue; history that is played again was told when it happened."""
        if not is_replaying():
            for job in self.jobs:
                defer(job, calendar_key=calendar_key)


told = Told()
