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
SET_SIGNING_RULES = "access.set_signing_rules"
DELEGATE = "access.delegate"
REVOKE_DELEGATION = "access.revoke_delegation"
RULE_SIGNING = "access.rule_signing"
END_SIGNING_RULE = "access.end_signing_rule"
BEGIN_ABSENCE = "access.begin_absence"
END_ABSENCE = "access.end_absence"
HAND_OVER = "access.hand_over"
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
    SET_CAPABILITIES: _("Cập nhật quyền theo loại chức vụ"),
    SET_SIGNING_RULES: _("Cập nhật quy định về thẩm quyền ký"),
    DELEGATE: _("Ủy quyền"),
    REVOKE_DELEGATION: _("Thu hồi ủy quyền"),
    RULE_SIGNING: _("Quy định ký thừa lệnh, ký thay"),
    END_SIGNING_RULE: _("Thôi quy định ký thừa lệnh, ký thay"),
    BEGIN_ABSENCE: _("Ghi nghỉ phép, người thay"),
    END_ABSENCE: _("Ghi đã trở lại làm việc"),
    HAND_OVER: _("Bàn giao công việc"),
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
    "specialist": _("Chuyên viên, công chức chuyên môn"),
    "clerk": _("Văn thư"),
    "plan_office": _("Kế hoạch, tổng hợp"),
    "admin": _("Quản trị hệ thống"),
}
