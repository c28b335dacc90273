"""What the pages say: one point with everything believed of it, a figure with its parts, the files loaded."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.directory.parts import Struck, Table
from lienthong.directory.reading import range_words
from lienthong.infrastructure.models import PointService, ServicePointVersion
from lienthong.infrastructure.radius import Map, Territory
from lienthong.infrastructure.selectors import files_loaded, place_names
from lienthong.infrastructure.words import radius_words
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Lines, Link
from lienthong.kernel.ui.formats import moment_words, number_words
from lienthong.kernel.ui.timeline import Note
from lienthong.kernel.vault.attaching import attachments_by_act

Fact = tuple[type_of_reason, object]
SHOWN_FILES = 50


def facts_of(version: ServicePointVersion, day: date) -> list[Fact]:
    point = version.point
    services = {service.code: service.local_name for service in PointService.objects.all()}
    place = place_names({version.place_id}, day).get(version.place_id, "")
    on_earth = f"{version.lat:.5f}, {version.lon:.5f}" if version.lat is not None else ""
    facts: list[Fact] = [
        (_("Mã"), point.code),
        (_("Loại"), version.kind.local_name),
        (
            _("Doanh nghiệp, tổ chức"),
            Link(point.enterprise, reverse("parties:party", args=[point.enterprise_id])),
        ),
        (_("Địa bàn"), Link(place, reverse("directory:place", args=[version.place_id]))),
        (_("Địa chỉ"), version.address),
        (_("Giờ mở cửa"), version.hours),
        (_("Dịch vụ"), ", ".join(services.get(code, code) for code in version.services)),
        (_("Tọa độ"), on_earth),
        (_("Có hiệu lực"), range_words(version.during.lower, version.during.upper)),
        (_("Nguồn"), version.source),
    ]
    return [(label, value) for label, value in facts if value]


def history_table(versions: list[ServicePointVersion], day: date) -> Table:
    """Return everything ever believed of the point; what is not believed any more is struck through."""
    where = place_names({row.place_id for row in versions}, day)
    return Table(
        "history",
        _("Thông tin qua thời gian"),
        (_("Tên điểm"), _("Địa bàn"), _("Có hiệu lực"), _("Ghi nhận")),
        [
            (
                Lines(_believed(row, row.name), row.kind.local_name),
                _believed(row, where.get(row.place_id, "")),
                _believed(row, range_words(row.during.lower, row.during.upper)),
                _known(row),
            )
            for row in versions
        ],
    )


def notes_of(acts: list[Act]) -> dict[UUID, Note]:
    """Return what stands under each act: its reason, or the file it came with."""
    return {act.id: Note(_note(act)) for act in acts}


def files_table() -> Table:
    """Return the files that were loaded, the latest first, each with its proof."""
    acts = list(files_loaded()[:SHOWN_FILES])
    kept = attachments_by_act([act.id for act in acts])
    return Table(
        "files",
        _("Các tệp đã nạp"),
        (_("Tệp"), _("Người nạp"), _("Số dòng")),
        [
            (
                Lines(_file(act, [row.pk for row in kept.get(act.id, ())]), act.detail["sha256"]),
                Lines(act.actor_name, f"{act.actor_unit}, {moment_words(act.recorded_at)}"),
                number_words(act.detail["rows"]),
            )
            for act in acts
        ],
        numbers=True,
    )


def figure_facts(one: Territory, shown: Map, day: date) -> list[Fact]:
    """Return how the figure came about: area, points, what could not be told."""
    value = radius_words(one)
    area = _("chưa có số liệu") if one.area is None else number_words(float(one.area))
    facts: list[Fact] = [
        (_("Bán kính (km/điểm)"), value),
        (_("Diện tích (km²)"), area),
        (_("Số điểm"), number_words(one.points)),
        (_("Điểm có hiệu lực ngày"), day),
        (_("Theo địa giới ngày"), shown.day),
        (_("Công thức"), _("√(diện tích ÷ (π × số điểm)); tính lại ở từng cấp, không cộng, không bình quân")),
    ]
    if one.doubtful:
        facts.append((_("Điểm ở xã bị chia, chưa gán địa bàn mới"), number_words(shown.unsettled)))
    return facts


def _believed(row: ServicePointVersion, words: str) -> object:
    return words if row.known_to is None else Struck(words)


def _known(row: ServicePointVersion) -> Lines:
    until = _("đến %(moment)s") % {"moment": moment_words(row.known_to)} if row.known_to else ""
    return Lines(moment_words(row.known_from), until)


def _note(act: Act) -> str:
    if "file" in act.detail:
        return f"{act.detail['file']} · SHA-256 {act.detail['sha256']}"
    return str(act.detail.get("reason", ""))


def _file(act: Act, kept: list[UUID]) -> Link:
    return Link(act.detail["file"], reverse("infrastructure:file", args=[kept[0]]) if kept else "")
