"""Pages of definitions: every indicator, one with its versions and values, defining one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.directory.models import Unit
from lienthong.directory.selectors import names, tree
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.choosing import OneField
from lienthong.kernel.ui.components import Link
from lienthong.kernel.ui.forms import Form, LongText
from lienthong.kernel.ui.showing import show
from lienthong.measures.choosing import Chosen, chosen
from lienthong.measures.defining import Meaning, define
from lienthong.measures.deriving import values_of
from lienthong.measures.listings import DEFINITIONS
from lienthong.measures.meanings import Fact, agencies_of, meaning_of
from lienthong.measures.models import Adding, Definition, Rule
from lienthong.measures.periods import period_words
from lienthong.measures.policies import may_define
from lienthong.measures.selectors import versions_of
from lienthong.measures.views import chooser
from lienthong.measures.words import FREQUENCIES, amount_words

MOST_VALUES = 200


class DefineForm(Form):
    """What is measured. What has a formula of other indicators needs no numerator of its own."""

    code = forms.CharField(label=gettext_lazy("Mã"), max_length=20, help_text=gettext_lazy("Ví dụ: W29."))
    words = LongText(label=gettext_lazy("Chỉ tiêu thống kê"), rows=2, max_length=300)
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), max_length=60)
    rule = forms.ChoiceField(label=gettext_lazy("Cách tính"), choices=Rule.choices)
    adds = forms.ChoiceField(label=gettext_lazy("Cách cộng"), choices=Adding.choices)
    numerator = forms.CharField(label=gettext_lazy("Tử số"), max_length=300, required=False)
    denominator = forms.CharField(label=gettext_lazy("Mẫu số"), max_length=300, required=False)
    expression = forms.CharField(
        label=gettext_lazy("Công thức của chỉ tiêu khác"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Ví dụ: 0.6 * T13 + 0.4 * min(T10, 100)."),
    )
    measured_by = OneField(label=gettext_lazy("Cơ quan đo"))
    measured_from = forms.CharField(label=gettext_lazy("Nguồn số liệu"), max_length=300, required=False)
    frequency = forms.ChoiceField(label=gettext_lazy("Kỳ số liệu"), choices=FREQUENCIES.items())

    def __init__(
        self, *args: Any, agencies: list[tuple[str, str]], before: Definition | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measured_by"].choices = agencies  # type: ignore[attr-defined]
        for name in self.fields if before else ():
            if hasattr(before, name):
                self.fields[name].initial = getattr(before, name)
        if before:
            self.fields["code"].disabled = True

    @property
    def meaning(self) -> Meaning:
        return Meaning(**self.answers)


@page(needs(Capability.FIGURES_SEE))
def definitions_page(request: Request) -> HttpResponseBase:
    """Every indicator that figures are entered for or worked out of others."""
    may = may_define(request.actor)
    return show(request, DEFINITIONS, template="measures/definitions.html", may_define=may)


@page(needs(Capability.FIGURES_SEE))
def definition_page(request: Request, code: str) -> HttpResponseBase:
    """One indicator: what it means now and meant before, and its values as of a head."""
    versions = versions_of(code)
    if not versions:
        raise Missing
    asked = chosen(request.GET)
    acts = Act.objects.in_bulk([version.act_id for version in versions])
    agencies = agencies_of({version.measured_by for version in versions}, local_day(request.at))
    context = {
        "definition": versions[0],
        "words": either(versions[0].words, versions[0].words_en),
        "facts": facts_of(versions[0], agencies),
        "versions": [
            (version, acts.get(version.act_id), facts_of(version, agencies)) for version in versions
        ],
        "values": _values(versions[0], asked) if asked else [],
        "may_define": may_define(request.actor),
    }
    return render(request, "measures/definition.html", context | chooser(request, asked))


@page(needs(Capability.PLAN_EDIT), methods=("GET", "POST"))
def define_page(request: Request, code: str = "") -> HttpResponseBase:
    """Define an indicator; with a code, give it a new version beside the old one."""
    before = next(iter(versions_of(code)), None) if code else None
    if code and before is None:
        raise Missing
    form = DefineForm.read(
        request, agencies=_agencies(request), before=before, draft=f"measures.define.{code}"
    )
    if request.method == "POST" and form.carries_out(
        lambda: define(form.meaning, by=request.actor, at=request.at, key=form.act_key)
    ):
        messages.success(request, _("Đã ghi nhận định nghĩa."))
        return redirect("measures:definition", form.answers["code"])
    return render(request, "measures/define.html", {"form": form, "before": before}, status=form.status)


def facts_of(definition: Definition, agencies: Mapping[str, Link]) -> list[Fact]:
    question = either(definition.open_question, definition.open_question_en)
    asked: list[Fact] = [(_("Câu hỏi còn mở"), question)] if question else []
    return [*meaning_of(definition, agencies), *asked]


def _values(definition: Definition, asked: Chosen) -> list[tuple[str, str, str]]:
    """Return (unit, period, value) of everything known as of the head, the latest period first."""
    found = values_of([definition.code], asked.question.as_of)
    called = names({unit for unit, _period in found}, local_day(asked.question.as_of.moment))
    latest = sorted(found.items(), key=lambda place: (place[0][1], called.get(place[0][0], "")), reverse=True)
    return [
        (called.get(unit, ""), period_words(period), amount_words(values[definition.code], definition))
        for (unit, period), values in latest[:MOST_VALUES]
    ]


def _agencies(request: Request) -> list[tuple[str, str]]:
    """Return the agencies of today by code: a definition names who measures for good, whatever it is called."""
    nodes = [node for _depth, node in tree(local_day(request.at)).walk() if node.has_seal]
    codes = dict(Unit.objects.filter(pk__in=[node.unit_id for node in nodes]).values_list("pk", "code"))
    return [(codes[node.unit_id], node.name) for node in nodes]
