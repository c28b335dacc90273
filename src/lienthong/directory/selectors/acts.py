"""What was done about a thing of the directory; how many acts there are is the revision a form has seen."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from lienthong.kernel.acts.models import Act


def acts_about(things: Collection[UUID]) -> QuerySet[Act]:
    """Return the acts about these units, posts or people, the latest first."""
    return Act.objects.filter(subject_id__in=things).order_by("-recorded_at", "-id")


def revision_of(thing: UUID) -> int:
    return acts_about([thing]).count()
