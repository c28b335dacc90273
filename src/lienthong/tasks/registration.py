"""What the area makes known at start-up: its kind of case, the words of its verbs, its menu and its figures."""

from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.powers.explaining import Question, questions
from lienthong.casework.registry import Kind, kinds
from lienthong.casework.telling import whose_turn
from lienthong.directory.participants import handovers, mandates, reorganisations
from lienthong.directory.series import SeriesOfUnits
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.notices.titles import titles
from lienthong.kernel.ui.menu import Entry, menu
from lienthong.measures.indicators import indicators
from lienthong.measures.subjects import subjects
from lienthong.tasks import multiplied
from lienthong.tasks.explaining import judge, task_numbered
from lienthong.tasks.handing_over import SeriesOfAgency
from lienthong.tasks.indicators import COMPLETION, ON_TIME
from lienthong.tasks.mandates import TasksOfMandates
from lienthong.tasks.numbers import pattern_on, series_of
from lienthong.tasks.offers import ACTS
from lienthong.tasks.passing import TasksOfUnits, follow
from lienthong.tasks.states import CLOSED, STATES, TRANSITIONS
from lienthong.tasks.subjects import seen_of, subjects_of, titles_of

VERBS = {
    "tasks.give": _("Giao nhiệm vụ"),
    "tasks.open_instalment": _("Mở kỳ thực hiện"),
    "tasks.hand_over": _("Phân công xử lý"),
    "tasks.report_progress": _("Cập nhật tiến độ"),
    "tasks.propose": _("Gửi đề nghị"),
    "tasks.answer": _("Trả lời đề nghị"),
    "tasks.finish": _("Báo cáo hoàn thành, gửi sản phẩm"),
    "tasks.confirm": _("Xác nhận hoàn thành"),
    "tasks.send_back": _("Trả lại, có ý kiến"),
    "tasks.reopen": _("Mở lại"),
    "tasks.remind": _("Đôn đốc"),
    "tasks.withdraw": _("Thôi giao"),
    "tasks.complete": _("Hoàn thành toàn bộ các phần"),
    "tasks.resume_following": _("Theo dõi lại"),
    "tasks.change_monitoring": _("Chuyển việc theo dõi cho cơ quan giao"),
}


def register() -> None:
    for verb, words in VERBS.items():
        verbs.register(verb, words)
    menu.register(Entry(_("Nhiệm vụ được giao"), "tasks:list", "task", order=20, group=_("Công việc")))
    for act in ACTS:
        questions.register(Question(f"tasks.{act.verb}", act.words, task_numbered, partial(judge, act)))
    recipients.register("tasks.", whose_turn)
    titles.register("tasks.task", titles_of)
    reorganisations.register(TasksOfUnits())
    mandates.register(TasksOfMandates())
    reorganisations.register(SeriesOfUnits(_("Sổ số nhiệm vụ"), series_of, lambda day: pattern_on(day).width))
    handovers.register(SeriesOfAgency())
    indicators.register(COMPLETION)
    indicators.register(ON_TIME)
    listed.tables(*multiplied.TABLES)
    listed.acts("tasks", multiplied.SAID)
    subjects.register("tasks.task", read=subjects_of, seen=seen_of)
    kinds.register(
        Kind(
            name="tasks.task",
            words=_("Nhiệm vụ"),
            states=STATES,
            transitions=TRANSITIONS,
            closed=CLOSED,
            address=_address,
            sees_all=Capability.TASKS_SEE_ALL,
            passed=follow,
        )
    )


def _address(case_id: UUID) -> str:
    return reverse("tasks:task", args=[case_id])
