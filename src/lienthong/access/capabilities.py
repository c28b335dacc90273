"""What one may be able to do. Which post may is data (`ProfileCapability`), never code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Capability(models.TextChoices):
    TASKS_ASSIGN = "tasks_assign", _("giao nhiệm vụ")
    TASKS_MONITOR = "tasks_monitor", _("theo dõi, đôn đốc, xác nhận nhiệm vụ")
    TASKS_WORK = "tasks_work", _("thực hiện nhiệm vụ, báo cáo tiến độ")
    TASKS_HAND_OVER = "tasks_hand_over", _("phân công trong cơ quan")
    TASKS_DECIDE = "tasks_decide", _("quyết định đề nghị, thôi giao nhiệm vụ")
    TASKS_INSTRUCT = "tasks_instruct", _("cho ý kiến chỉ đạo")
    TASKS_SEE_ALL = "tasks_see_all", _("xem mọi nhiệm vụ")
    BALLOTS_OPEN = "ballots_open", _("gửi, giữ phiếu lấy ý kiến")
    BALLOTS_CONCLUDE = "ballots_conclude", _("kết luận phiếu lấy ý kiến")
    PLAN_SEE = "plan_see", _("xem kế hoạch")
    PLAN_EDIT = "plan_edit", _("cập nhật kế hoạch")
    FIGURES_SEE = "figures_see", _("xem số liệu")
    FIGURES_ENTER = "figures_enter", _("nhập, đính chính số liệu")
    INFRASTRUCTURE_EDIT = "infrastructure_edit", _("nạp, đính chính điểm phục vụ bưu chính, viễn thông")
    DIRECTORY_SEE = "directory_see", _("xem danh bạ cơ quan")
    DIRECTORY_EDIT = "directory_edit", _("cập nhật danh bạ cơ quan")
    ACCOUNTS_MANAGE = "accounts_manage", _("quản lý tài khoản")
    POWERS_MANAGE = "powers_manage", _("ghi ủy quyền, nghỉ phép, bàn giao của cơ quan")
    AGENCY_MANAGE = "agency_manage", _("quản lý cán bộ và tài khoản của cơ quan")
    CALENDAR_EDIT = "calendar_edit", _("cập nhật lịch làm việc")
    LEDGER_SEE = "ledger_see", _("xem nhật ký chống sửa đổi")
    HEALTH_SEE = "health_see", _("xem tình trạng hệ thống")


# What is decided over a signature: the head's, and those powers alone, may be given on (NĐ 30/2020, art. 13).
SIGNED = (Capability.TASKS_ASSIGN, Capability.TASKS_MONITOR, Capability.TASKS_DECIDE)

# What the work of an agency needs inside it. Whoever administers an agency may appoint to posts that have no more than
# these; a new word is not among them until somebody has thought about it (decision 19). `ledger_see` reads proofs, not
# people.
WORKING = frozenset(
    {
        Capability.TASKS_ASSIGN,
        Capability.TASKS_MONITOR,
        Capability.TASKS_WORK,
        Capability.TASKS_HAND_OVER,
        Capability.TASKS_DECIDE,
        Capability.TASKS_INSTRUCT,
        Capability.POWERS_MANAGE,
        Capability.BALLOTS_OPEN,
        Capability.BALLOTS_CONCLUDE,
        Capability.PLAN_SEE,
        Capability.FIGURES_SEE,
        Capability.FIGURES_ENTER,
        Capability.INFRASTRUCTURE_EDIT,
        Capability.DIRECTORY_SEE,
        Capability.LEDGER_SEE,
    }
)
