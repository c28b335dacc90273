"""What people read of the directory: the words of its verbs, its entries in the menu."""

from django.utils.translation import gettext_lazy as _

from lienthong.directory.policies import EDIT, SEE
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.policies import KEEP_CALENDARS
from lienthong.kernel.ui.menu import Entry, menu

WORDS = {
    "directory.load": _("Nạp tệp danh mục"),
    "directory.found_unit": _("Thành lập cơ quan, đơn vị"),
    "directory.rename_unit": _("Đổi tên cơ quan, đơn vị"),
    "directory.move_unit": _("Chuyển cơ quan quản lý trực tiếp"),
    "directory.merge_units": _("Sáp nhập, hợp nhất cơ quan, đơn vị"),
    "directory.split_unit": _("Chia, tách cơ quan, đơn vị"),
    "directory.close_unit": _("Giải thể cơ quan, đơn vị"),
    "directory.correct": _("Đính chính thông tin danh bạ"),
    "directory.assign_code": _("Cấp mã định danh"),
    "directory.add_to_group": _("Đưa vào nhóm cơ quan"),
    "directory.remove_from_group": _("Đưa ra khỏi nhóm cơ quan"),
    "directory.set_mandate": _("Giao chức năng, nhiệm vụ"),
    "directory.move_mandate": _("Chuyển chức năng, nhiệm vụ"),
    "directory.name_fields": _("Ghi lĩnh vực của chức năng, nhiệm vụ"),
    "directory.register_person": _("Ghi tên cán bộ vào danh bạ"),
    "directory.correct_person": _("Đính chính thông tin cán bộ"),
    "directory.import_people": _("Nhập tệp cán bộ, bổ nhiệm"),
    "directory.import_catalogue": _("Nạp tệp danh mục"),
    "directory.enter_entry": _("Ghi vào danh mục"),
    "directory.change_entry": _("Thay đổi mục trong danh mục"),
    "directory.correct_entry": _("Đính chính mục trong danh mục"),
    "directory.end_entry": _("Kết thúc mục trong danh mục"),
    "directory.create_post": _("Lập vị trí chức vụ"),
    "directory.change_post": _("Thay đổi chức vụ, lĩnh vực phụ trách"),
    "directory.appoint": _("Bổ nhiệm, phân công giữ chức vụ"),
    "directory.end_appointment": _("Thôi giữ chức vụ"),
    "directory.draft_reorganisation": _("Soạn phương án sắp xếp"),
    "directory.change_draft": _("Sửa phương án sắp xếp"),
    "directory.schedule_reorganisation": _("Chốt phương án, chờ đến ngày"),
    "directory.unschedule_reorganisation": _("Rút phương án về soạn lại"),
    "directory.drop_draft": _("Bỏ phương án sắp xếp"),
    "directory.carry_out_reorganisation": _("Thực hiện phương án sắp xếp"),
    "directory.hinder_reorganisation": _("Phương án sắp xếp bị vướng, chưa thực hiện được"),
    "directory.hand_over_unit": _("Bàn giao giữa các cơ quan"),
    "directory.seat": _("Cử thành viên tổ chức phối hợp"),
    "directory.name_standing_agency": _("Giao cơ quan thường trực"),
}


def register_words() -> None:
    for verb, words in WORDS.items():
        verbs.register(verb, words)


def register_menu() -> None:
    group = _("Tổ chức")
    menu.register(Entry(_("Danh bạ cơ quan"), "directory:units", "people", SEE, order=700, group=group))
    menu.register(
        Entry(_("Tổ chức bộ máy theo thời gian"), "directory:tree", "tree", SEE, order=710, group=group)
    )
    menu.register(
        Entry(
            label=_("Danh mục dùng chung"),
            url_name="directory:catalogues",
            icon="bookmark",
            capability=(EDIT, KEEP_CALENDARS),
            order=925,
            group=_("Quản trị hệ thống"),
        )
    )
    menu.register(Entry(_("Phương án sắp xếp"), "directory:plans", "sort", SEE, order=715, group=group))
