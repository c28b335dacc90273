"""Pages of the pieces that everything reuses: saved views, drafts, long work, the page of styles."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui import drafts, uploads, views_of_lists, works
from lienthong.kernel.ui.exporting import TYPES
from lienthong.kernel.ui.files import about_file
from lienthong.kernel.ui.models import Work
from lienthong.kernel.ui.uploads import Tray
from lienthong.kernel.vault.attaching import last_scan, take_in


class Asking(HttpRequest):
    """A request that passed a door."""

    actor: Actor
    at: Any


def save_view(request: Asking) -> HttpResponseBase:
    data = request.POST
    saved = views_of_lists.save(
        _account(request), data.get("list", ""), data.get("name", ""), data.get("query", "")
    )
    messages.success(request, _("Đã lưu chế độ xem “%s”.") % saved.name)
    return redirect(back(request))


def delete_view(request: Asking, view_id: UUID) -> HttpResponseBase:
    views_of_lists.delete(_account(request), view_id)
    messages.success(request, _("Đã xóa chế độ xem."))
    return redirect(back(request))


def draft(request: Asking) -> HttpResponseBase:
    """GET reads a draft, POST keeps it, DELETE discards it; for scripts, so it answers in JSON."""
    form, account = request.GET.get("form", ""), _account(request)
    if request.method == "POST":
        drafts.keep(account, form, drafts.read_payload(request.body), at=request.at)
        return JsonResponse({"saved_at": request.at})
    if request.method == "DELETE":
        drafts.discard(account, form)
        return HttpResponse(status=204)
    found = drafts.draft_of(account, form)
    kept = {"key": found.key, "fields": found.fields, "saved_at": found.saved_at} if found else None
    return JsonResponse({"draft": kept, "sent": drafts.was_sent(request.GET.get("key", ""))})


def upload(request: Asking) -> HttpResponseBase:
    """Keep one file of a form that is still being filled in; for scripts, so it answers in JSON."""
    tray = Tray(_account(request), request.GET.get("form", ""), request.GET.get("field", ""))
    sent = request.FILES.getlist("file")
    if len(sent) != 1:
        raise Invalid(_("Mỗi lần gửi một tệp."))
    (file,) = take_in(sent)
    kept = tray.keep(file)
    about = about_file(kept.name, kept.blob, last_scan(kept.blob))
    return JsonResponse({"token": kept.pk, "name": kept.name, "about": about}, status=201)


def discard_upload(request: Asking, upload_id: UUID) -> HttpResponseBase:
    uploads.discard(_account(request), upload_id)
    return HttpResponse(status=204)


def works_page(request: Asking) -> HttpResponseBase:
    mine = Work.objects.filter(account_id=_account(request)).order_by("-begun_at")[:50]
    return render(request, "ui/works.html", {"works": mine})


def work_page(request: Asking, work_id: UUID) -> HttpResponseBase:
    """The page of one work; htmx asks again for its middle part until it is over."""
    work = works.own(_account(request), work_id)
    part = getattr(request, "htmx", False)
    return render(request, "ui/work_progress.html" if part else "ui/work.html", {"work": work})


def work_file(request: Asking, work_id: UUID) -> HttpResponseBase:
    work = works.own(_account(request), work_id)
    works.works.reader(work, request.at)  # what one post might read, its holder does not take along
    path = works.file_of(work)
    name = f"{work.asked.get('list', work.kind).replace('.', '-')}{path.suffix}"
    kind = TYPES.get(path.suffix.removeprefix("."), "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)


def back(request: HttpRequest) -> str:
    """Return where the form came from, if it is a page of this house."""
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else "/"


def _account(request: Asking) -> UUID:
    if request.actor.account_id is None:
        raise Invalid(_("Chức năng này cần tài khoản đăng nhập."))
    return request.actor.account_id
