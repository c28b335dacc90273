"""The forms of the acts: what is asked, in the office's words. What may be is decided by the actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.ballots.rules import Answer
from lienthong.directory.choices import named
from lienthong.directory.selectors import FIELDS, tree
from lienthong.kernel.ui.choosing import OneField
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import Form, LongText

TERM_HINT = _("Viết như: chậm nhất ngày 20/11/2012; trước ngày 20/11/2012; 3 ngày làm việc.")


class VoteForm(Form):
    conditional = frozenset({"words"})

    answer = forms.ChoiceField(label=_("Ý kiến của tôi"), choices=Answer.choices, widget=forms.RadioSelect)
    words = LongText(label=_("Nội dung (ý kiến khác thì phải ghi)"), rows=4, required=False)


class CloseForm(Form):
    reason = LongText(label=_("Lý do kết thúc trước hạn"), rows=3)


class WithdrawForm(Form):
    reason = LongText(label=_("Lý do rút phiếu"), rows=3)


class ConcludeForm(Form):
    words = LongText(label=_("Nội dung kết luận"), rows=5)


class OpenForm(Form):
    """A new ballot, as it is sent to the members."""

    body = OneField(label=_("Lấy ý kiến thành viên của"))
    title = forms.CharField(label=_("Trích yếu"), max_length=300)
    question = LongText(label=_("Nội dung xin ý kiến"), rows=6)
    term = forms.CharField(label=_("Thời hạn trả lời"), max_length=200, help_text=TERM_HINT)
    field = OneField(
        label=_("Lĩnh vực"),
        required=False,
        help_text=_("Phó Chủ tịch phụ trách lĩnh vực này kết luận được thay Chủ tịch."),
    )
    submitted_by = OneField(
        label=_("Cơ quan trình"),
        required=False,
        help_text=_("Thấy nội dung, tài liệu và kết quả; không thấy ý kiến của từng thành viên."),
    )
    documents = FilesField(label=_("Tài liệu kèm theo"), required=False)

    def __init__(self, *args: Any, day: date, bodies: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = tree(day)
        self._offer("body", [(str(body), named(units.nodes[body], units)) for body in bodies], needed=True)
        self._offer("field", list(FIELDS.items()))
        sealed = [node for _depth, node in units.walk() if node.has_seal]
        self._offer("submitted_by", [(str(node.unit_id), named(node, units)) for node in sealed])

    def _offer(self, name: str, choices: list[tuple[str, Any]], *, needed: bool = False) -> None:
        alone = needed and len(choices) == 1
        self.fields[name].choices = choices if alone else [("", "—"), *choices]  # type: ignore[attr-defined]
