"""Composing a plan: its name, day and decision; its steps, one form each; their order; giving it up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.directory.asking import Days, Request
from lienthong.directory.models import Person, PlanState, PostVersion, ReorganisationPlan, StepKind
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.desk.called import Called
from lienthong.directory.reorganising.desk.choosing import Choosing
from lienthong.directory.reorganising.desk.forms import DropForm, PlanForm, PressForm, StepForm
from lienthong.directory.reorganising.desk.kinds import Offer, offer_at
from lienthong.directory.reorganising.desk.listing import asked, people_to_choose, posts_to_choose
from lienthong.directory.reorganising.desk.saying import said
from lienthong.directory.reorganising.desk.shown import plan_at
from lienthong.kernel.refusals import Invalid, WrongState
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.ui.showing import show


def draft_page(request: Request) -> HttpResponse:
    form = PlanForm.read(request, draft="directory.plan")
    made: list[ReorganisationPlan] = []

    def act() -> None:
        plan = drafting.draft(**form.answers, by=request.actor, at=request.at, key=form.act_key)
        made.append(plan)

    if request.method == "POST" and form.carries_out(act):
        return redirect("directory:plan", made[0].pk)
    words = _("Soạn phương án sắp xếp")
    return _page(request, None, form, words, button=_("Soạn phương án"), icon="plus")


def change_page(request: Request, plan_id: UUID) -> HttpResponse:
    plan = composed(plan_id)
    form = PlanForm.read(
        request,
        seen=plan.revision,
        draft=f"directory.plan.{plan.pk}",
        initial={"title": plan.title, "on": plan.on, "basis": plan.basis},
    )
    if request.method == "POST" and form.carries_out(
        lambda: drafting.change(plan.pk, **form.answers, **pressed(request, form))
    ):
        return _done(request, plan, _("Đã ghi thay đổi của phương án."))
    return _page(request, plan, form, _("Sửa tên, ngày, căn cứ"), button=_("Ghi thay đổi"), icon="check")


def drop_page(request: Request, plan_id: UUID) -> HttpResponse:
    plan = composed(plan_id)
    form = DropForm.read(request, seen=plan.revision, draft=f"directory.drop_plan.{plan.pk}")
    if request.method == "POST" and form.carries_out(
        lambda: drafting.drop(plan.pk, **form.answers, **pressed(request, form))
    ):
        return _done(request, plan, _("Đã bỏ phương án."))
    return _page(request, plan, form, _("Bỏ phương án"), button=_("Bỏ phương án"), icon="cross")


def step_page(request: Request, plan_id: UUID, slug: str) -> HttpResponseBase:
    """Add one step. Whom to appoint, and to which post, is found on the pages before the form."""
    plan, offer = composed(plan_id), offer_at(slug)
    if offer.kind == StepKind.APPOINT and request.method == "GET":
        missing = next((name for name in ("person", "post") if not request.GET.get(name)), "")
        if missing:
            return _choose(request, plan, offer, missing)
    choosing = Choosing(plan)
    form = _read(request, plan, offer, choosing)
    added: list[dict[str, Any]] = []

    def act() -> None:
        content = form.content
        drafting.add_steps(plan.pk, [(offer.kind, content)], **pressed(request, form))
        added.append(content)

    if request.method == "POST" and form.carries_out(act):
        sentence = said(offer.kind, added[0], _called(plan, offer, added[0]))
        return _done(request, plan, _("Đã thêm bước: %(step)s.") % {"step": sentence})
    facts = _facts(request, plan, choosing) if offer.kind == StepKind.APPOINT else None
    context = {"button": _("Thêm bước"), "icon": "plus", "lead": offer.lead, "facts": facts}
    return _page(request, plan, form, offer.words, **context)


def arrange(request: Request, plan_id: UUID) -> HttpResponse:
    """Move a step up or down, or take it out: the button that was pressed names the step."""
    plan = plan_at(plan_id)
    form = PressForm.read(request)
    if not form.is_valid():
        raise Invalid(_("Biểu mẫu này đã bị thay đổi trên đường gửi; hãy tải lại trang rồi nhập lại."))
    name = next((one for one in ("up", "down", "remove") if one in request.POST), "")
    step = _step(plan, request.POST.get(name, ""))
    if name == "remove":
        drafting.remove_step(plan.pk, step.pk, **pressed(request, form))
    else:
        to = step.ordinal + (1 if name == "down" else -1)
        drafting.move_step(plan.pk, step.pk, to=to, **pressed(request, form))
    return redirect(f"{reverse('directory:plan', args=[plan.pk])}#steps")


def composed(plan_id: UUID) -> ReorganisationPlan:
    """Return a plan that can still be changed. Raises `Missing`, `WrongState`."""
    plan = plan_at(plan_id)
    if plan.state != PlanState.DRAFT:
        raise WrongState(_("Phương án này: %(state)s.") % {"state": PlanState(plan.state).label})
    return plan


def pressed(request: Request, form: Form) -> dict[str, Any]:
    """Return what every act of a plan is given: who, when, what was seen, the key of the form."""
    return {"by": request.actor, "at": request.at, "seen": form.seen_revision, "key": form.act_key}


def _step(plan: ReorganisationPlan, key: str) -> Any:
    try:
        step = plan.steps.filter(pk=UUID(key)).first()
    except ValueError:
        step = None
    if step is None:
        raise WrongState(_("Bước này không còn trong phương án; hãy tải lại trang."))
    return step


def _read(request: Request, plan: ReorganisationPlan, offer: Offer, choosing: Choosing) -> StepForm:
    return offer.form.read(
        request,
        about=choosing,
        day=plan.on,
        asked=request.GET,
        seen=plan.revision,
        draft=f"directory.plan.{plan.pk}.{offer.slug}",
    )


def _choose(request: Request, plan: ReorganisationPlan, offer: Offer, missing: str) -> HttpResponseBase:
    days = Days(plan.on, plan.on)
    here = reverse("directory:add_step", args=[plan.pk, offer.slug])
    known = request.GET.get("person", "")
    if missing == "person":
        listing: Any = people_to_choose(days, lambda code: asked(here, person=code))
        rows: Any = Person.objects.all()
        new: list[tuple[str, str]] = []
    else:
        listing = posts_to_choose(days, lambda code: asked(here, person=known, post=code))
        rows = PostVersion.objects.on(plan.on).select_related("post")
        new = _new_posts(plan, here, known)
    context = {"plan": plan, "words": listing.title, "new_posts": new}
    return show(request, listing, rows=rows, template="directory/plan_choose.html", **context)


def _new_posts(plan: ReorganisationPlan, here: str, person: str) -> list[tuple[str, str]]:
    """Return the posts that steps of this plan create, each with where choosing it leads."""
    choosing = Choosing(plan)
    called = Called.of([(kind, content) for _ordinal, kind, content in choosing.steps], plan.on)
    return [
        (str(called.posts[code]), asked(here, person=person, post=code))
        for code, _title, _unit in choosing.new_posts
    ]


def _facts(request: Request, plan: ReorganisationPlan, choosing: Choosing) -> list[tuple[str, object]]:
    sent = request.POST if request.method == "POST" else request.GET
    content = {"person": sent.get("person", ""), "post": sent.get("post", "")}
    own = [(kind, known) for _ordinal, kind, known in choosing.steps]
    called = Called.of([*own, (StepKind.APPOINT, content)], plan.on)
    return [
        (_("Người được bổ nhiệm"), called.people.get(content["person"], "")),
        (_("Chức vụ"), called.posts.get(content["post"], "")),
    ]


def _called(plan: ReorganisationPlan, offer: Offer, content: dict[str, Any]) -> Called:
    own = [(step.kind, step.content) for step in plan.steps.all()]
    return Called.of([*own, (offer.kind, content)], plan.on)


def _done(request: Request, plan: ReorganisationPlan, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("directory:plan", plan.pk)


def _page(
    request: Request,
    plan: ReorganisationPlan | None,
    form: Form,
    words: str,
    **context: Any,
) -> HttpResponse:
    """Show a form; `button` and `icon` are those of its one action."""
    shown = {"plan": plan, "form": form, "words": words, **context}
    return render(request, "directory/plan_form.html", shown, status=form.status)
