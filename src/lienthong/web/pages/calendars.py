"""Working calendars: which there are, what each says, and entering the notice of a year."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, in_office, needs, page
from lienthong.kernel.clock.actions import enter_notice
from lienthong.kernel.clock.models import CalendarNotice, NamedCalendar
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.policies import may_keep_calendars
from lienthong.kernel.refusals import Missing, WrongState
from lienthong.web.pages import reading
from lienthong.web.pages.forms import NoticeForm


@page(in_office)
def calendars(request: Request) -> HttpResponseBase:
    return render(request, "web/calendars.html", {"calendars": reading.calendars()})


@page(in_office)
def calendar(request: Request, calendar_id: UUID) -> HttpResponseBase:
    shown = _calendar(calendar_id)
    context = {
        "calendar": shown,
        "hours": reading.hours_of(shown),
        "notices": reading.notices_of(shown),
        "may_keep": may_keep_calendars(request.actor),
    }
    return render(request, "web/calendar.html", context)


@page(needs(Capability.CALENDAR_EDIT), methods=("GET", "POST"))
def calendar_notice(request: Request, calendar_id: UUID) -> HttpResponseBase:
    """Enter the notice of a year, or one that takes the place of another (`?replaces=`)."""
    shown = _calendar(calendar_id)
    replaced = _replaced(request, shown)
    initial = {} if replaced else {"year": local_day(request.at).year}
    form = NoticeForm.read(request, calendar=shown, replaces=replaced, initial=initial)
    if form.carries_out(lambda: _enter(request, shown, form, replaced)):
        messages.success(
            request, _("Đã nhập thông báo. Hạn của các việc đang mở được tính lại ngay sau đây.")
        )
        return redirect("calendar", shown.pk)
    context = {"calendar": shown, "form": form, "replaced": replaced}
    return render(request, "web/notice.html", context, status=form.status)


def _enter(
    request: Request, calendar: NamedCalendar, form: NoticeForm, replaced: CalendarNotice | None
) -> None:
    said = form.answers
    enter_notice(calendar, **said, replaces=replaced, by=request.actor, at=request.at, key=form.act_key)


def _calendar(calendar_id: UUID) -> NamedCalendar:
    found = NamedCalendar.objects.select_related("follows").filter(pk=calendar_id).first()
    if found is None:
        raise Missing
    return found


def _replaced(request: Request, calendar: NamedCalendar) -> CalendarNotice | None:
    """Return the notice that the address says is replaced. Raises `Missing` for one of another calendar."""
    asked = request.GET.get("replaces", "")
    if not asked:
        return None
    try:
        found = calendar.notices.filter(pk=UUID(asked)).first()
    except ValueError as wrong:
        raise Missing from wrong
    if found is None:
        raise Missing
    if request.method == "GET" and CalendarNotice.objects.filter(replaces=found).exists():
        raise WrongState(_("Thông báo này đã được thay bằng một thông báo khác."))
    return found
