"""The words of this area's acts on a timeline, and of the profiles of posts that have powers."""

from django.utils.translation import gettext_lazy as _

SIGN_IN = "access.sign_in"
SIGN_IN_FAILED = "access.sign_in_failed"
LOCK_OUT = "access.lock_out"
SIGN_OUT = "access.sign_out"
CHANGE_PASSWORD = "access.change_password"  # noqa: S105 - a verb
OPEN_ACCOUNT = "access.open_account"
DEACTIVATE = "access.deactivate"
RESET_PASSWORD = "access.reset_password"  # noqa: S105 - a verb
INVITE = "access.invite"
ACCEPT_INVITATION = "access.accept_invitation"
REFUSE_LINK = "access.refuse_link"
FIRST_PASSWORD_OVER = "access.first_password_over"  # noqa: S105 - a verb
SET_CAPABILITIES = "access.set_capabilities"

WORDS = {
    SIGN_IN: _("Đăng nhập"),
    SIGN_IN_FAILED: _("Đăng nhập không thành công"),
    LOCK_OUT: _("Tạm chặn đăng nhập do sai nhiều lần"),
    SIGN_OUT: _("Đăng xuất"),
    CHANGE_PASSWORD: _("Đổi mật khẩu"),
    OPEN_ACCOUNT: _("Mở tài khoản"),
    DEACTIVATE: _("Khóa tài khoản"),
    RESET_PASSWORD: _("Cấp lại mật khẩu ban đầu"),
    INVITE: _("Gửi liên kết đặt mật khẩu"),
    ACCEPT_INVITATION: _("Đặt mật khẩu theo liên kết"),
    REFUSE_LINK: _("Mở liên kết đặt mật khẩu đã hết hiệu lực"),
    FIRST_PASSWORD_OVER: _("Dùng mật khẩu ban đầu đã hết hạn"),
    SET_CAPABILITIES: _("Cập nhật quyền theo loại chức vụ"),
}

PROFILES = {
    "chair": _("Chủ tịch"),
    "vice_chair": _("Phó Chủ tịch"),
    "office_chief": _("Chánh Văn phòng"),
    "follower": _("Theo dõi, đôn đốc nhiệm vụ"),
    "head": _("Thủ trưởng cơ quan"),
    "deputy": _("Phó thủ trưởng cơ quan"),
    "division_head": _("Trưởng phòng, trưởng đơn vị"),
    "specialist": _("Chuyên viên, công chức chuyên môn"),
    "clerk": _("Văn thư"),
    "plan_office": _("Kế hoạch, tổng hợp"),
    "agency_admin": _("Quản trị của cơ quan"),
    "admin": _("Quản trị hệ thống"),
}
