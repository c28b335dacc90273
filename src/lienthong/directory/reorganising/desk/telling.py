"""How notices call a plan, and where it is. Whom they are for, the area that knows accounts says."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse

from lienthong.directory.models import ReorganisationPlan
from lienthong.kernel.notices.titles import Title, titles


def register_titles() -> None:
    titles.register("directory.reorganisationplan", titles_of_plans)


def titles_of_plans(ids: Iterable[UUID]) -> Mapping[UUID, Title]:
    plans = ReorganisationPlan.objects.filter(pk__in=list(ids))
    return {plan.pk: Title(plan.title, reverse("directory:plan", args=[plan.pk])) for plan in plans}
