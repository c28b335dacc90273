"""A file of steps: one row a step. Which column says which part of a step, by its kind."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import StepKind
from lienthong.directory.reorganising.shapes import RESTS
from lienthong.directory.sheets.shape import Column, Sheet

STEPS: Final = Sheet(
    "steps",
    _("Các bước"),
    (
        Column("step", _("Bước"), 26, needed=True),
        Column("unit", _("Cơ quan, đơn vị"), 40),
        Column("to", _("Về, vào, thuộc"), 40),
        Column("name", _("Tên mới"), 40),
        Column("short_name", _("Tên viết tắt"), 16),
        Column("symbol", _("Ký hiệu văn bản"), 16),
        Column("kind", _("Loại"), 24),
        Column("code", _("Mã"), 20),
        Column("place", _("Địa bàn"), 24),
        Column("codes", _("Mã định danh"), 30),
        Column("mandate", _("Chức năng, nhiệm vụ"), 40),
        Column("work_stays", _("Việc đang mở ở lại"), 12),
        Column("parts", _("Các phần"), 50),
        Column("rest", _("Phần còn lại về"), 30),
        Column("by_place", _("Theo địa bàn"), 12),
        Column("scheme", _("Bộ mã"), 16),
        Column("group", _("Nhóm"), 24),
        Column("tree", _("Cây tổ chức"), 20),
        Column("title", _("Tên chức vụ"), 30),
        Column("fields", _("Lĩnh vực phụ trách"), 30),
        Column("rank", _("Thứ tự"), 8),
        Column("person", _("Mã cán bộ"), 14),
        Column("post", _("Mã chức vụ"), 22),
        Column("how", _("Hình thức"), 18),
        Column("position", _("Vị trí trong danh sách"), 10),
        Column("note", _("Ghi chú"), 30),
        Column("basis", _("Căn cứ riêng"), 24),
        Column("assumed", _("Phần giả định"), 20),
    ),
)
# By kind of step: the part of its content, and the column where it stands.
_PARTS: Final[Mapping[StepKind, Mapping[str, str]]] = {
    StepKind.OPEN: {
        "name": "name",
        "kind": "kind",
        "under": "to",
        "short_name": "short_name",
        "symbol": "symbol",
        "code": "code",
        "place": "place",
        "codes": "codes",
        "position": "position",
        "note": "note",
    },
    StepKind.RENAME: {"unit": "unit", "name": "name", "short_name": "short_name", "symbol": "symbol"},
    StepKind.MOVE: {"unit": "unit", "under": "to", "tree": "tree"},
    StepKind.MANDATE: {"mandate": "mandate", "to": "to", "work_stays": "work_stays"},
    StepKind.MERGE: {"units": "unit", "into": "to"},
    StepKind.SPLIT: {"unit": "unit", "parts": "parts", "rest": "rest", "by_place": "by_place"},
    StepKind.CLOSE: {"unit": "unit"},
    StepKind.CODE: {"unit": "unit", "scheme": "scheme", "code": "code"},
    StepKind.GROUP: {"unit": "unit", "group": "group"},
    StepKind.POST: {
        "unit": "unit",
        "title": "title",
        "profile": "kind",
        "fields": "fields",
        "rank": "rank",
        "code": "code",
    },
    StepKind.APPOINT: {"person": "person", "post": "post", "kind": "how"},
    StepKind.STANDING: {"body": "unit", "agency": "to"},
}
WHERE: Final = {kind: {**parts, **{name: name for name in RESTS}} for kind, parts in _PARTS.items()}
