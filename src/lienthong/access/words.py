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
SET_SIGNING_RULES = "access.set_signing_rules"
DELEGATE = "access.delegate"
REVOKE_DELEGATION = "access.revoke_delegation"
RULE_SIGNING = "access.rule_signing"
END_SIGNING_RULE = "access.end_signing_rule"
BEGIN_ABSENCE = "access.begin_absence"
END_ABSENCE = "access.end_absence"
HAND_OVER = "access.hand_over"
IDENTITY_REFUSED = "access.identity_refused"
LINK_IDENTITY = "access.link_identity"
UNLINK_IDENTITY = "access.unlink_identity"
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
READ_ADDRESSES = "access.read_addresses"

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
    SET_SIGNING_RULES: _("Cập nhật quy định về thẩm quyền ký"),
    DELEGATE: _("Ủy quyền"),
    REVOKE_DELEGATION: _("Thu hồi ủy quyền"),
    RULE_SIGNING: _("Quy định ký thừa lệnh, ký thay"),
    END_SIGNING_RULE: _("Thôi quy định ký thừa lệnh, ký thay"),
    BEGIN_ABSENCE: _("Ghi nghỉ phép, người thay"),
    END_ABSENCE: _("Ghi đã trở lại làm việc"),
    HAND_OVER: _("Bàn giao công việc"),
    IDENTITY_REFUSED: _("Không chấp nhận kết quả từ nhà cung cấp định danh"),
    LINK_IDENTITY: _("Gắn danh tính điện tử với tài khoản"),
    UNLINK_IDENTITY: _("Gỡ danh tính điện tử khỏi tài khoản"),
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
    READ_ADDRESSES: _("Xem địa chỉ đăng nhập"),
}

PROFILES = {
    "chair": _("Chủ tịch"),
    "vice_chair": _("Phó Chủ tịch"),
    "member": _("Ủy viên Ủy ban nhân dân"),
    "office_chief": _("Chánh Văn phòng"),
    "follower": _("Theo dõi, đôn đốc nhiệm vụ"),
    "head": _("Thủ trưởng cơ quan"),
    "deputy": _("Phó thủ trưởng cơ quan"),
    "division_head": _("Trưởng phòng, trưởng đơn vị"),
    "division_deputy": _("Phó trưởng phòng, phó trưởng đơn vị"),
    "specialist": _("Chuyên viên, công chức chuyên môn"),
    "clerk": _("Văn thư"),
    "plan_office": _("Kế hoạch, tổng hợp"),
    "agency_admin": _("Quản trị của cơ quan"),
    "admin": _("Quản trị hệ thống"),
}
