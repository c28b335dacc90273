"""Pages on which figures are entered and put right: one figure, one page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.access.doors import Request, page, signed_in
from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.forms import Form, LongText
from lienthong.measures.entering import Said, correct, enter
from lienthong.measures.models import Definition, Entry, Kind, Maturity
from lienthong.measures.policies import may_enter
from lienthong.measures.selectors import latest_definitions
from lienthong.plans.models import Plan, Target
from lienthong.plans.selectors import plan_by_code
from lienthong.tasks.choices import agencies


class AmountField(forms.CharField):
    """A number as people write it: 1.234,5 or 1234.5 (one sign alone is a decimal comma)."""

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).replace(" ", "").replace("\u00a0", "")
        if not typed:
            return None
        plain = typed.replace(".", "").replace(",", ".") if "," in typed else _plain(typed)
        try:
            number = Decimal(plain)
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError(_("Số phải viết như 1.234,5."))
        return number


class EntryForm(Form):
    period = forms.ChoiceField(label=gettext_lazy("Năm"))
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    numerator = AmountField(label=gettext_lazy("Tử số"), max_length=40)
    denominator = AmountField(label=gettext_lazy("Mẫu số"), max_length=40, required=False)
    maturity = forms.ChoiceField(label=gettext_lazy("Tình trạng số liệu"), choices=Maturity.choices)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại số liệu"), choices=Kind.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=300,
        help_text=gettext_lazy("Số, ngày của báo cáo, niên giám; trang."),
    )

    def __init__(
        self, *args: Any, definition: Definition, years: Iterable[int], units: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["numerator"].help_text = either(definition.numerator, definition.numerator_en)
        self.fields["denominator"].help_text = either(definition.denominator, definition.denominator_en)
        if not definition.denominator:
            del self.fields["denominator"]

    @property
    def said(self) -> Said:
        answers = self.answers
        return Said(
            unit_id=UUID(answers["unit"]),
            period=answers["period"],
            numerator=answers["numerator"],
            denominator=answers.get("denominator"),
            maturity=answers["maturity"],
            kind=answers["kind"],
            source=answers["source"],
        )


class CorrectionForm(EntryForm):
    """The same figure, put right; which it is does not change."""

    reason = LongText(label=gettext_lazy("Lý do đính chính"), rows=3, max_length=500)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("period", "unit", "maturity", "kind"):
            del self.fields[name]
        self.entry = entry
        for name in ("numerator", "denominator", "source"):
            if name in self.fields:
                self.fields[name].initial = _shown(getattr(entry, name))

    @property
    def said(self) -> Said:
        was, answers = self.entry, self.answers
        return Said(
            was.unit_id,
            was.period,
            answers["numerator"],
            answers.get("denominator"),
            was.maturity,
            answers["source"],
            kind=was.kind,
            regime=was.regime,
        )


@page(signed_in, methods=("GET", "POST"))
def enter_page(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """Enter one figure: numerator and denominator, never a percentage alone."""
    plan, target, definition = _target(code, target_code)
    may_enter(request.actor, definition, at=request.at).or_raise()
    form = EntryForm.read(request, **_asked(plan, definition, request), draft=f"plans.enter.{target.pk}")

    def act() -> None:
        enter(definition, form.said, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận số liệu."))
        return redirect("plans:target", plan.code, target.code)
    return _form(request, plan, target, form, _("Nhập số liệu"))


@page(signed_in, methods=("GET", "POST"))
def correct_page(request: Request, code: str, target_code: str, entry_id: UUID) -> HttpResponseBase:
    """Put one figure right, with the reason; the old one stays readable."""
    plan, target, definition = _target(code, target_code)
    may_enter(request.actor, definition, at=request.at).or_raise()
    entry = Entry.objects.filter(pk=entry_id, definition__code=target.indicator).first()
    if entry is None:
        raise Missing
    form = CorrectionForm.read(request, entry=entry, **_asked(plan, definition, request))

    def act() -> None:
        reason = form.answers["reason"]
        correct(entry.pk, form.said, reason=reason, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã đính chính; số cũ vẫn được giữ bên cạnh."))
        return redirect("plans:target", plan.code, target.code)
    return _form(request, plan, target, form, _("Đính chính số liệu"))


def _target(code: str, target_code: str) -> tuple[Plan, Target, Definition]:
    plan = plan_by_code(code)
    target = plan.targets.filter(code=target_code).first()
    if target is None:
        raise Missing
    return plan, target, latest_definitions([target.indicator])[target.indicator]


def _asked(plan: Plan, definition: Definition, request: Request) -> dict[str, Any]:
    """Return what may be chosen: years of the plan until now, the whole first, then every agency of the day."""
    first, last = plan.during.lower.year, min(plan.during.upper.year, local_day(request.at).year)
    whole = Unit.objects.get(code=plan.issuer).pk
    units = sorted(agencies(local_day(request.at)), key=lambda choice: choice[0] != str(whole))
    return {"definition": definition, "years": range(last, first - 1, -1), "units": units}


def _form(request: Request, plan: Plan, target: Target, form: Form, words: str) -> HttpResponse:
    context = {
        "plan": plan,
        "target": target,
        "wording": either(target.wording, target.wording_en),
        "form": form,
        "words": words,
    }
    return render(request, "plans/enter.html", context, status=form.status)


def _plain(typed: str) -> str:
    """Read points: several, or one before exactly three figures, part thousands; else it is a decimal point."""
    head, point, tail = typed.rpartition(".")
    return typed.replace(".", "") if point and (len(tail) == 3 or "." in head) else typed


def _shown(value: object) -> object:
    return format(value.normalize(), "f").replace(".", ",") if isinstance(value, Decimal) else value
