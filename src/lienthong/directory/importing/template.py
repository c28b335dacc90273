"""The two sheets of the workbook of an agency: its people, and who holds which post."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from lienthong.directory.sheets.shape import Column, Sheet

PEOPLE: Final = Sheet(
    "people",
    _("Cán bộ"),
    (
        Column("code", _("Mã cán bộ"), 14, needed=True),
        Column("full_name", _("Họ và tên"), 30, needed=True),
        Column("gender", _("Giới tính"), 10),
        Column("email", _("Thư công vụ"), 32),
        Column("phone", _("Điện thoại công vụ"), 20),
    ),
)
APPOINTMENTS: Final = Sheet(
    "appointments",
    _("Bổ nhiệm"),
    (
        Column("person", _("Mã cán bộ"), 14, needed=True),
        Column("post", _("Mã chức vụ"), 22, needed=True),
        Column("unit", _("Cơ quan, đơn vị"), 40),
        Column("title", _("Chức vụ"), 30),
        Column("kind", _("Hình thức"), 18),
        Column("status", _("Thuộc diện"), 24),
        Column("since", _("Từ ngày"), 14, needed=True),
        Column("until", _("Đến hết ngày"), 14),
        Column("basis", _("Căn cứ"), 40),
    ),
    place=1,
)
SHEETS: Final = (PEOPLE, APPOINTMENTS)
