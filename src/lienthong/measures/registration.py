"""What the area makes known at start-up: the words of its verbs, its own figure."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.verbs import verbs
from lienthong.measures import activity
from lienthong.measures.indicators import indicators
from lienthong.measures.subjects import subjects


def register() -> None:
    verbs.register("measures.define", _("Định nghĩa chỉ tiêu thống kê"))
    verbs.register("measures.enter", _("Nhập số liệu"))
    verbs.register("measures.correct", _("Đính chính số liệu"))
    verbs.register("measures.say_absent", _("Nêu lý do chưa có số liệu"))
    indicators.register(activity.ACTIVE)
    subjects.register(activity.SUBJECT, activity.read)
