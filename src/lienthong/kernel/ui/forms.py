"""Forms: each carries its own key (sent twice, it counts once) and the revision that its reader has seen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import UNREADABLE, Invalid
from lienthong.kernel.ui.dates import is_sensible
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.uploads import Tray

_SPOILT = _("Biểu mẫu này đã bị thay đổi trên đường gửi; hãy tải lại trang rồi nhập lại.")

_REQUIRED = _("Mục này là bắt buộc.")


class UiRenderer(DjangoTemplates):
    """Draws forms by our templates; widgets keep Django's."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


@dataclass(frozen=True, slots=True)
class OnlyFor:
    """A question belongs to these answers of another, a choice; the page shows it only then."""

    field: str
    answers: frozenset[str]

    def words(self, deciding: forms.Field) -> str:
        choices = deciding.choices  # type: ignore[attr-defined]  # of a ChoiceField
        return "; ".join(str(words) for key, words in choices if key in self.answers)


def only_for(field: str, *answers: str) -> OnlyFor:
    return OnlyFor(field, frozenset(answers))


class Form(forms.Form):
    """A form that ends in an act.

    `key` is made when the page is drawn and becomes the key of the act. `seen` is the revision of the thing
    when it was read; the action compares it and answers `Stale`. `draft` names the form for autosave (""
    keeps none); two forms of one account never share a name, so it holds the thing's id.
    """

    default_renderer = UiRenderer
    use_required_attribute = False  # the page tells what is missing in our words
    draft: str = ""
    conditional: ClassVar[frozenset[str]] = frozenset()  # the label itself says when these are needed
    only_for: ClassVar[Mapping[str, OnlyFor]] = {}  # questions that belong to some answers of another

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, error_messages={"invalid": _SPOILT})
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages={"invalid": _SPOILT})

    def __init__(self, *args: Any, seen: int | None = None, draft: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft or self.draft
        self.fields["key"].initial = new_key
        self.fields["seen"].initial = seen
        for field in self.fields.values():
            field.error_messages.setdefault("null_characters_not_allowed", UNREADABLE)
            if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _REQUIRED

    @classmethod
    def read(cls, request: HttpRequest, **kwargs: Any) -> Self:
        """Return the form with what was sent, or empty; a page that refuses it finds it on the request."""
        form = cls(request.POST, request.FILES, **kwargs) if request.method == "POST" else cls(**kwargs)
        form.lend_trays(request)
        if form.is_bound:
            request.sent_form = form  # type: ignore[attr-defined]  # read by the pages of refusals
        return form

    def lend_trays(self, request: HttpRequest) -> None:
        """Let files wait for this form of this account, where it keeps a draft."""
        for name, field in self.fields.items():
            if isinstance(field, FilesField) and self.draft:
                account_id = request.actor.account_id  # type: ignore[attr-defined]  # set by the doors
                field.widget.tray = Tray(account_id, self.draft, self.add_prefix(name))

    @cached_property
    def act_key(self) -> UUID:
        """The key to pass to the action."""
        return self.cleaned_data.get("key") or new_key()

    @property
    def seen_revision(self) -> int | None:
        seen = self.cleaned_data.get("seen")
        return int(seen) if seen is not None else None

    @property
    def answers(self) -> dict[str, Any]:
        """What was entered, without the form's own key and revision."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"key", "seen"}}

    def clean(self) -> dict[str, Any] | None:
        """Refuse an answer to a question that the others leave out: nothing is dropped unseen."""
        values = super().clean()
        for name, when in self.only_for.items():
            chosen = self.cleaned_data.get(when.field)
            if chosen is None or chosen in when.answers:
                continue
            if self.errors.get(name) or self.cleaned_data[name] not in self.fields[name].empty_values:
                self.errors.pop(name, None)
                words = {"answers": when.words(self.fields[when.field])}
                self.add_error(name, _("Mục này chỉ ghi khi chọn: %(answers)s.") % words)
        return values

    def carries_out(self, act: Callable[[], object]) -> bool:
        """Do the act if the form is right; `Invalid` is written beside its field, other refusals go on."""
        if not (self.is_valid() and self._claims_files()):
            return False
        try:
            act()
            for tray in self._trays().values():
                tray.clear()
        except Invalid as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
            return False
        return True

    @property
    def status(self) -> int:
        """The status of the page that shows this form: 422 when something must be put right."""
        return 422 if self.is_bound and self.errors else 200

    def _trays(self) -> dict[str, Tray]:
        fields = self.fields.items()
        return {name: field.tray for name, field in fields if isinstance(field, FilesField) and field.tray}

    def _claims_files(self) -> bool:
        for name, tray in self._trays().items():
            try:
                tray.claim(self.act_key)
            except Invalid as refusal:
                self.add_error(name, str(refusal))
        return not self.errors


def sensible(day: date) -> None:
    if not is_sensible(day):
        raise ValidationError(_("Hãy xem lại năm."))


class DayField(forms.DateField):
    """A day, typed as people write it: 05/03/2020; the browser's own calendar may send 2020-03-05."""

    default_validators = [sensible]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"])
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=_DAY_LOOKS))
        kwargs.setdefault("error_messages", {"invalid": _("Ngày phải viết như 05/03/2020.")})
        super().__init__(**kwargs)


class LongText(forms.CharField):
    """Sentences: a box of several lines with a stated limit."""

    def __init__(self, *, rows: int = 4, max_length: int = 4000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


_DAY_LOOKS = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off", "class": "short"}
