"""Pages on which points are loaded, put right and closed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.infrastructure.correcting import close_point, correct_point
from lienthong.infrastructure.forms import CloseForm, FileForm, PointForm
from lienthong.infrastructure.loading import FILE, WrongFile, load_points
from lienthong.infrastructure.models import PointKind, PointService, ServicePointVersion
from lienthong.infrastructure.policies import may_edit
from lienthong.infrastructure.reading import files_table
from lienthong.infrastructure.rules.files import COLUMNS, NEEDED
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.vault.downloading import download
from lienthong.kernel.vault.models import Attachment
from lienthong.kernel.vault.reading import read

Act = Callable[[], None]
EDIT = needs(Capability.INFRASTRUCTURE_EDIT)
FORM = ("GET", "POST")
SHOWN = 100


@page(EDIT, methods=FORM)
def load_page(request: Request) -> HttpResponseBase:
    """Send one file; every wrong line is said, and then nothing is loaded."""
    may_edit(request.actor, at=request.at).or_raise()
    form = FileForm.read(request)  # no draft: a file with a wrong line is put right and sent anew
    wrong: list[str] = []

    def act() -> None:
        file = form.answers["file"]
        try:
            load_points(
                file.name,
                b"".join(read(file.blob)),
                file=file,
                by=request.actor,
                at=request.at,
                key=form.act_key,
            )
        except WrongFile as refusal:
            wrong.extend(refusal.lines)
            raise

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã nạp tệp điểm phục vụ."))
        return redirect("infrastructure:points")
    context = {
        "form": form,
        "wrong": wrong[:SHOWN],
        "more": max(len(wrong) - SHOWN, 0),
        "columns": [(name, name in NEEDED) for name in COLUMNS],
        "kinds": _words(PointKind),
        "services": _words(PointService),
        "files": files_table(),
    }
    return render(request, "infrastructure/load.html", context, status=form.status)


@page(EDIT)
def file_page(request: Request, file_id: UUID) -> HttpResponseBase:
    may_edit(request.actor, at=request.at).or_raise()
    attachment = Attachment.objects.filter(pk=file_id, subject_kind=FILE).select_related("blob").first()
    if attachment is None:
        raise Missing
    return download(attachment)


@page(EDIT, methods=FORM)
def correct_page(request: Request, version_id: UUID) -> HttpResponseBase:
    """Put a point right, with the reason; what was believed stays beside it."""
    version = _version(request, version_id)
    day = max(version.during.lower, min(local_day(request.at), version.during.upper or local_day(request.at)))
    form = PointForm.read(request, version=version, day=day, draft=f"infrastructure.correct.{version.pk}")

    def act() -> None:
        reason = form.answers["reason"]
        correct_point(version.pk, form.said, reason=reason, by=request.actor, at=request.at, key=form.act_key)

    return _act_page(request, version, form, act, title=_("Đính chính điểm phục vụ"), words=_("Đính chính"))


@page(EDIT, methods=FORM)
def close_page(request: Request, version_id: UUID) -> HttpResponseBase:
    """Say from which day a point serves nobody any more."""
    version = _version(request, version_id)
    form = CloseForm.read(request, draft=f"infrastructure.close.{version.pk}")

    def act() -> None:
        answers = {name: form.answers[name] for name in ("on", "reason")}
        close_point(version.pk, **answers, by=request.actor, at=request.at, key=form.act_key)

    return _act_page(request, version, form, act, title=_("Đóng điểm phục vụ"), words=_("Đóng điểm"))


def _act_page(
    request: Request, version: ServicePointVersion, form: Form, act: Act, **words: str
) -> HttpResponse:
    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận; thông tin cũ vẫn được giữ bên cạnh."))
        return redirect("infrastructure:point", version.point_id)
    context = {"form": form, "version": version, **words}
    return render(request, "infrastructure/act.html", context, status=form.status)


def _version(request: Request, version_id: UUID) -> ServicePointVersion:
    may_edit(request.actor, at=request.at).or_raise()
    version: ServicePointVersion | None = (
        ServicePointVersion.objects.select_related("point").filter(pk=version_id).first()
    )
    if version is None:
        raise Missing
    return version


def _words(model: type[PointKind | PointService]) -> list[tuple[str, str]]:
    return [(row.code, row.local_name) for row in model.objects.order_by("code")]
