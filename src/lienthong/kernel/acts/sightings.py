"""Who saw personal data: areas name the verbs by which it is opened; acts of these verbs on somebody answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from lienthong.kernel.acts.models import Act


@dataclass
class Sightings:
    """A register of verbs; an instance, so that tests make their own.

    The subject of such an act is who was seen, its actor who saw, and its detail says the `purpose`.
    """

    verbs: set[str] = field(default_factory=set)

    def register(self, verb: str) -> None:
        self.verbs.add(verb)

    def of(self, subjects: Iterable[UUID]) -> QuerySet[Act]:
        """Return the acts by which data of any of the subjects was opened, whoever opened it."""
        return Act.objects.filter(subject_id__in=list(subjects), verb__in=sorted(self.verbs))


sightings = Sightings()
