"""What a unit handed over when it passed into others: the cases whose act says so, to whoever sees them."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.access.doors import Request, page
from lienthong.casework.inbox import INBOX
from lienthong.casework.inheriting import PASSED
from lienthong.casework.models import Case, Involvement
from lienthong.casework.policies import may_have_a_box
from lienthong.casework.selectors import sees
from lienthong.directory.models import Unit
from lienthong.directory.selectors import names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.lists import Listing, Reader, listings
from lienthong.kernel.ui.showing import show


def taken_over(unit_id: UUID) -> QuerySet[Case]:
    """Return the cases that the unit passed on.

    It took part in each before, and that stays written with its end: so the acts of these cases alone are asked.
    """
    took_part = Involvement.objects.filter(unit=unit_id).values("case")
    passed = Act.objects.filter(case_id=OuterRef("pk"), verb=PASSED)
    by_it = passed.filter(detail__passed__contains=[{"from": str(unit_id)}])
    return Case.objects.filter(Exists(by_it), pk__in=took_part)


def _source(reader: Reader) -> QuerySet[Case]:
    return taken_over(UUID(reader.scope["unit"])).filter(sees(reader.by, reader.at))


TAKEN_OVER: Listing[Case] = listings.register(
    replace(
        INBOX,
        name="casework.taken_over",
        title=gettext_lazy("Công việc nhận bàn giao"),
        source=_source,
        filters=INBOX.filters[:1],
        empty=gettext_lazy("Không có công việc nào nhận từ cơ quan này mà anh/chị được xem."),
        empty_hint=gettext_lazy("Mỗi người xem công việc của đơn vị và cơ quan mình."),
    )
)


@page(may_have_a_box)
def taken_over_page(request: Request, unit_id: UUID) -> HttpResponseBase:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Missing
    called = names([unit_id], local_day(request.at)).get(unit_id, unit.code)
    title = _("Công việc nhận từ %(unit)s") % {"unit": called}
    scope = {"unit": str(unit_id)}
    return show(request, TAKEN_OVER, scope=scope, template="casework/taken_over.html", title=title)
