"""The forms of the acts: what is asked, in the office's words. What may be is decided by the actions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.directory.choices import named
from lienthong.directory.selectors import holders, posts_of, tree
from lienthong.kernel.ui.choosing import Named, OneField, SeveralField
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import DayField, Form, LongText, only_for
from lienthong.measures.words import FREQUENCIES
from lienthong.tasks.choices import agencies, fields_of_work, groups, places
from lienthong.tasks.models import OutputKind, ProposalKind, SourceKind, Task, TaskKind

TERM_HINT = _("Viết như: chậm nhất ngày 20/11/2012; trước ngày 20/11/2012; 15 ngày làm việc.")


class TaskForm(Form):
    """A form about one task on one day; kinds below add their questions.

    The task is read when a question needs it: a form that was sent mostly needs nothing of it, for its action reads
    the task itself.
    """

    def __init__(self, *args: Any, task: Callable[[], Task], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["seen"].initial = task().case.revision
        self.ask(task, day)

    def ask(self, task: Callable[[], Task], day: date) -> None:
        """Fill choices that depend on the task; most forms have none."""


class ProgressForm(TaskForm):
    percent = forms.IntegerField(
        label=_("Tiến độ (%)"),
        min_value=0,
        max_value=100,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Tiến độ là số nguyên từ 0 đến 100.")
        ),
    )
    text = LongText(label=_("Kết quả đã làm được"), rows=5)
    evidence = FilesField(label=_("Tài liệu minh chứng"), required=False)

    def ask(self, task: Callable[[], Task], day: date) -> None:  # noqa: ARG002 - the same for every day
        if not self.is_bound:
            self.fields["percent"].initial = task().percent


class HandOverForm(TaskForm):
    to = OneField(label=_("Giao cho"))
    instruction = LongText(label=_("Yêu cầu"), rows=3, required=False)

    def ask(self, task: Callable[[], Task], day: date) -> None:
        self.fields["to"].choices = list(_inside(task(), day))  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[UUID, UUID | None]:
        """Return the unit and, where one was chosen, the person."""
        unit, _dash, person = self.cleaned_data["to"].partition(":")
        return UUID(unit), UUID(person) if person else None


class FinishForm(TaskForm):
    output = LongText(label=_("Sản phẩm, kết quả đã hoàn thành"), rows=4)
    document_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"), required=False, max_length=60, help_text=_("Ví dụ: 45/BC-STTTT.")
    )
    document_date = DayField(label=_("Ngày văn bản"), required=False)
    evidence = FilesField(label=_("Tệp sản phẩm"), required=False)


class ConfirmForm(TaskForm):
    answer = LongText(label=_("Ý kiến"), rows=2, required=False)


class ReasonForm(TaskForm):
    reason = LongText(label=_("Lý do"), rows=3)


class ReminderForm(TaskForm):
    reason = LongText(label=_("Nội dung đôn đốc"), rows=3)


class SendBackForm(TaskForm):
    reason = LongText(label=_("Ý kiến, việc cần làm thêm"), rows=3)


class ProposalForm(TaskForm):
    only_for = {
        "term": only_for("kind", ProposalKind.EXTENSION),
        "to_unit": only_for("kind", ProposalKind.TRANSFER),
        "wording": only_for("kind", ProposalKind.ADJUSTMENT),
    }

    kind = forms.ChoiceField(label=_("Đề nghị"), choices=ProposalKind.choices, widget=forms.RadioSelect)
    reason = LongText(label=_("Lý do"), rows=3)
    term = forms.CharField(label=_("Hạn đề nghị"), required=False, max_length=200, help_text=TERM_HINT)
    to_unit = OneField(label=_("Cơ quan nhận"), required=False)
    wording = LongText(label=_("Nội dung, sản phẩm mới"), rows=2, required=False)
    document = forms.CharField(label=_("Số văn bản đề nghị"), required=False, max_length=60)

    def ask(self, task: Callable[[], Task], day: date) -> None:
        holder = str(task().case.holder_id)
        others = [(key, name) for key, name in agencies(day) if key != holder]
        self.fields["to_unit"].choices = [("", "—"), *others]  # type: ignore[attr-defined]


class AnswerForm(TaskForm):
    conditional = frozenset({"text"})

    accept = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("Đồng ý, thực hiện theo đề nghị")), ("no", _("Không đồng ý"))],
        widget=forms.RadioSelect,
    )
    text = LongText(
        label=_("Ý kiến (không đồng ý thì nêu lý do)"),
        rows=2,
        required=False,
    )


class InstalmentForm(TaskForm):
    start = DayField(label=_("Kỳ từ ngày"))
    last = DayField(label=_("Đến hết ngày"))
    term = forms.CharField(label=_("Thời hạn"), max_length=200, help_text=TERM_HINT)

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if values.get("start") and values.get("last") and values["last"] < values["start"]:
            self.add_error("last", _("Ngày cuối phải sau ngày đầu của kỳ."))
        return values


class GiveForm(Form):
    """A new task, as it is given."""

    conditional = frozenset({"leads", "groups"})
    only_for = {
        "term": only_for("kind", TaskKind.DEADLINE),
        "recurrence": only_for("kind", TaskKind.STANDING),
    }

    title = LongText(label=_("Nội dung nhiệm vụ"), rows=3, max_length=500)
    output = forms.CharField(label=_("Sản phẩm, kết quả cần đạt"), max_length=500)
    output_kind = forms.ChoiceField(label=_("Loại sản phẩm"), choices=OutputKind.choices)
    kind = forms.ChoiceField(label=_("Loại nhiệm vụ"), choices=TaskKind.choices, widget=forms.RadioSelect)
    term = forms.CharField(label=_("Thời hạn"), required=False, max_length=200, help_text=TERM_HINT)
    recurrence = forms.ChoiceField(
        label=_("Kỳ thực hiện"),
        required=False,
        choices=[("", "—"), *FREQUENCIES.items()],
    )
    leads = SeveralField(
        label=_("Cơ quan chủ trì"),
        required=False,
        help_text=_("Chọn ở đây, hoặc chọn nhóm bên dưới."),
    )
    groups = SeveralField(
        label=_("Nhóm cơ quan chủ trì"),
        required=False,
        help_text=_("Giao cho từng cơ quan trong nhóm, theo danh sách của ngày giao."),
    )
    supporting = SeveralField(label=_("Cơ quan phối hợp"), required=False)
    for_information = SeveralField(label=_("Gửi để biết"), required=False)
    assigner = OneField(label=_("Cơ quan giao"))
    monitoring = OneField(label=_("Cơ quan theo dõi, đôn đốc"))
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    place = OneField(
        label=_("Địa bàn"),
        required=False,
        help_text=_("Nơi có việc, nếu khác địa bàn của cơ quan chủ trì."),
    )
    source_kind = forms.ChoiceField(label=_("Căn cứ giao việc"), choices=SourceKind.choices)
    source = forms.CharField(label=_("Số, ký hiệu, trích yếu căn cứ"), max_length=300)
    source_date = DayField(label=_("Ngày của căn cứ"), required=False)

    def __init__(self, *args: Any, day: date, assigners: Sequence[UUID], **kwargs: Any) -> None:
        super().__init__(*args, draft="tasks.give", **kwargs)
        known = list(agencies(day))
        for name in ("leads", "supporting", "for_information", "monitoring"):
            self.fields[name].choices = known  # type: ignore[attr-defined]
        own = [(key, name) for key, name in known if UUID(key) in assigners]
        self.fields["assigner"].choices = own  # type: ignore[attr-defined]
        self.fields["groups"].choices = list(groups(day))  # type: ignore[attr-defined]
        self.fields["field"].choices = [("", "—"), *fields_of_work()]  # type: ignore[attr-defined]
        self.fields["assigner"].initial = self.fields["monitoring"].initial = str(assigners[0])
        self.fields["place"].choices = [("", "—"), *places(day)]  # type: ignore[attr-defined]
        self.fields["kind"].initial = TaskKind.DEADLINE


def _inside(task: Task, day: date) -> Iterable[tuple[str, str]]:
    """Yield the units and people to whom the lead agency may hand the work, in the order of its tree."""
    units = tree(day)
    for _depth, node in units.walk(task.case.holder_id):
        yield str(node.unit_id), named(node, units)
        posts = {post.post_id: post for post in posts_of([node.unit_id], day)}
        held = holders(list(posts), day)
        for post_id, post in posts.items():
            for appointment in held.get(post_id, ()):
                words = Named(appointment.person.full_name, f"{post.title}, {node.name}")
                yield f"{node.unit_id}:{appointment.person_id}", words
