"""The living page of styles: every part of the design system, in all its states, to look at and to check."""

from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import deny
from lienthong.kernel.ui.choosing import Named, OneField, SeveralField
from lienthong.kernel.ui.components import Chip, Deadline, Figure, Lines, Link, Tone
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import DayField, Form, LongText
from lienthong.kernel.ui.icons import STROKES
from lienthong.kernel.ui.models import Work, WorkState

_SHELVES = ("Đường", "Đồng", "Rừng", "Sông", "Ước mơ")
_BOOKS = [
    (f"{shelf}-{n}", Named(f"{shelf} {n}", f"{shelf}, {n}/4"))
    for shelf in _SHELVES for n in range(1, 5)
]  # fmt: skip


class Sample(Form):
    """A form with one field of each kind."""

    draft = "ui.style"
    name = django_forms.CharField(label=_("Tên gọi"), max_length=80, help_text=_("Như ghi trên giấy tờ."))
    on = DayField(label=_("Ngày"), help_text=_("Ví dụ: 05/03/2020"))
    amount = django_forms.IntegerField(label=_("Số lượng"), required=False, min_value=0)
    kind = django_forms.ChoiceField(
        label=_("Loại"),
        choices=[("", _("Chọn một loại")), ("a", _("Loại thứ nhất")), ("b", _("Loại thứ hai"))],
    )
    way = django_forms.ChoiceField(
        label=_("Cách gửi"),
        choices=[("web", _("Trên mạng")), ("post", _("Qua bưu điện"))],
        widget=django_forms.RadioSelect,
    )
    days = django_forms.MultipleChoiceField(
        label=_("Buổi"),
        required=False,
        choices=[("am", _("Buổi sáng")), ("pm", _("Buổi chiều"))],
        widget=django_forms.CheckboxSelectMultiple,
    )
    book = OneField(label=_("Một mục trong danh sách dài"), required=False, choices=[("", "—"), *_BOOKS])
    books = SeveralField(label=_("Nhiều mục trong danh sách dài"), required=False, choices=_BOOKS)
    note = LongText(label=_("Nội dung"), required=False, rows=4)
    evidence = FilesField(label=_("Tệp kèm theo"), required=False)
    sure = django_forms.BooleanField(label=_("Tôi đã kiểm tra những gì nhập ở trên."))


def style_page(request: HttpRequest) -> HttpResponseBase:
    """Show the page; sent as a form it answers with the form's errors, and changes nothing."""
    at = request.at  # type: ignore[attr-defined]  # set by the doors
    form = Sample.read(request)
    context = {
        "form": form,
        "wrong": Sample(
            QueryDict("wrong-name=&wrong-on=31/02/2020&wrong-amount=-1&wrong-way=web"), prefix="wrong"
        ),
        "icons": sorted(STROKES),
        "chips": _chips(),
        "deadlines": _deadlines(),
        "figures": _figures(at),
        "facts": _facts(at),
        "acts": _acts(at),
        "rows": _rows(at),
        "works": _works(at),
        "forbidden": deny(_("Anh/chị chưa được giao quyền này.")),
        "tabs": [
            (_("Nội dung"), "#tabs", True, ""),
            (_("Tệp"), "#tabs", False, 3),
            (_("Nhật ký"), "#tabs", False, 12),
        ],
    }
    return render(request, "ui/style.html", context, status=form.status)


def _chips() -> list[Chip]:
    return [
        Chip(gettext("Hoàn thành đúng hạn"), Tone.GOOD),
        Chip(gettext("Sắp đến hạn"), Tone.WARN),
        Chip(gettext("Quá hạn"), Tone.BAD),
        Chip(gettext("Đang thực hiện"), Tone.INFO, "play"),
        Chip(gettext("Tạm dừng"), Tone.PLAIN, "pause"),
    ]


def _deadlines() -> list[Deadline]:
    return [
        Deadline(gettext("Còn 12 ngày"), Tone.PLAIN, gettext("hết ngày 20/11/2012")),
        Deadline(gettext("Còn 1 ngày 3 giờ"), Tone.WARN, gettext("16 giờ 30, ngày 06/11/2012")),
        Deadline(gettext("Quá 4 giờ"), Tone.BAD, gettext("hết ngày 02/11/2012")),
        Deadline(gettext("Không có hạn")),
    ]


def _figures(at: Any) -> list[tuple[Any, Figure]]:
    return [
        (
            gettext("Tỷ lệ hoàn thành"),
            Figure("87,5 %", "#figures", gettext("Tính từ hệ thống"), at, "#figures"),
        ),
        (gettext("Đang thực hiện"), Figure("1.204", "#figures", gettext("Tính từ hệ thống"), at)),
        (gettext("Quá hạn"), Figure("36", "#figures", gettext("Đơn vị báo cáo"), at)),
        (gettext("Không xác định"), Figure("–", "#figures", gettext("Trích dẫn"), "2011")),
    ]


def _facts(at: Any) -> list[tuple[Any, object]]:
    return [
        (gettext("Số"), "125/KH-TTTT"),
        (gettext("Ngày"), at.date()),
        (gettext("Nơi gửi"), Link(gettext("Trung tâm Tin học"), "#facts")),
        (gettext("Giá trị"), 10_750_000),
        (gettext("Người ký"), None),
    ]


def _rows(at: Any) -> list[tuple[object, ...]]:
    chips, deadlines = _chips(), _deadlines()
    titles = (
        gettext("Xây dựng hệ thống thông tin báo cáo và thử nghiệm trên mạng nội bộ"),
        gettext("Tập huấn kỹ năng số cho cán bộ"),
        gettext("Nâng cấp đường truyền đến các điểm làm việc"),
    )
    return [
        (
            Lines(Link(title, "#list"), gettext("Mục III.2")),
            chips[n],
            deadlines[n],
            1200 * n + 36,
            at - timedelta(days=n),
        )
        for n, title in enumerate(titles)
    ]


def _acts(at: Any) -> list[Act]:
    told = (
        (gettext("Cập nhật tiến độ"), gettext("Đã xong phần khảo sát, đang chờ ý kiến."), 0),
        (gettext("Giao xử lý"), "", 3),
        (gettext("Tiếp nhận"), "", 50),
    )
    return [
        Act(
            id=new_key(),
            verb=str(words),
            actor_name="Trần Thị Hạnh",
            actor_post=str(gettext("Chuyên viên")),
            actor_unit=str(gettext("Phòng Tổng hợp")),
            at=at - timedelta(hours=hours),
            recorded_at=at - timedelta(hours=hours),
            detail={"note": str(note)},
        )
        for words, note, hours in told
    ]


def _works(at: Any) -> list[Work]:
    return [
        Work(
            title=gettext("Xuất danh sách"), state=state, done=done, total=total, begun_at=at, message=message
        )
        for state, done, total, message in (
            (WorkState.RUNNING, 4500, 12000, ""),
            (WorkState.FAILED, 500, None, gettext("Có lỗi khi thực hiện. Hãy thử lại.")),
        )
    ]
