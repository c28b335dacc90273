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
SET_CAPABILITIES = "access.set_capabilities"
ADD_FACTOR = "access.add_factor"
RENAME_FACTOR = "access.rename_factor"
REMOVE_FACTOR = "access.remove_factor"
CLEAR_FACTORS = "access.clear_factors"
NEW_RECOVERY_CODES = "access.new_recovery_codes"
USE_RECOVERY_CODE = "access.use_recovery_code"
FACTOR_REFUSED = "access.factor_refused"
STEP_UP = "access.step_up"
SESSION_REFUSED = "access.session_refused"
END_SESSION = "access.end_session"
END_OTHER_SESSIONS = "access.end_other_sessions"

WORDS = {
    SIGN_IN: _("Đăng nhập"),
    SIGN_IN_FAILED: _("Đăng nhập không thành công"),
    LOCK_OUT: _("Tạm chặn đăng nhập do sai nhiều lần"),
    SIGN_OUT: _("Đăng xuất"),
    CHANGE_PASSWORD: _("Đổi mật khẩu"),
    OPEN_ACCOUNT: _("Mở tài khoản"),
    DEACTIVATE: _("Khóa tài khoản"),
    RESET_PASSWORD: _("Cấp lại mật khẩu ban đầu"),
    SET_CAPABILITIES: _("Cập nhật quyền theo loại chức vụ"),
    ADD_FACTOR: _("Thêm cách xác thực bước hai"),
    RENAME_FACTOR: _("Đổi tên passkey"),
    REMOVE_FACTOR: _("Gỡ cách xác thực bước hai"),
    CLEAR_FACTORS: _("Quản trị gỡ xác thực bước hai"),
    NEW_RECOVERY_CODES: _("Tạo mã dự phòng mới"),
    USE_RECOVERY_CODE: _("Dùng một mã dự phòng"),
    FACTOR_REFUSED: _("Xác thực bước hai không thành công"),
    STEP_UP: _("Xác thực lại"),
    SESSION_REFUSED: _("Chặn phiên làm việc đến từ trình duyệt khác"),
    END_SESSION: _("Đăng xuất một thiết bị"),
    END_OTHER_SESSIONS: _("Đăng xuất các thiết bị khác"),
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
    "admin": _("Quản trị hệ thống"),
}
