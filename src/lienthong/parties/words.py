"""What people read of this area: the words of its verbs, its entry in the menu."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.sightings import sightings
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.ui.menu import Entry, menu
from lienthong.parties.policies import SEE
from lienthong.parties.selectors import READ

WORDS = {
    "parties.load": _("Nạp tệp người dân, doanh nghiệp"),
    "parties.register": _("Ghi tên người dân, doanh nghiệp, hộ kinh doanh"),
    "parties.register_branch": _("Ghi nhận chi nhánh"),
    "parties.set_focal_branch": _("Chọn chi nhánh đầu mối"),
    "parties.name_representative": _("Ghi nhận người đại diện"),
    "parties.end_representative": _("Thôi là người đại diện"),
    "parties.correct": _("Đính chính thông tin người dân, doanh nghiệp"),
    "parties.add_to_group": _("Đưa vào nhóm doanh nghiệp"),
    "parties.read": _("Xem dữ liệu cá nhân"),
}


def register_words() -> None:
    for verb, words in WORDS.items():
        verbs.register(verb, words)
    sightings.register(READ)


def register_menu() -> None:
    label, group = _("Người dân, doanh nghiệp"), _("Tổ chức")
    menu.register(Entry(label, "parties:parties", "user", SEE, order=720, group=group))
