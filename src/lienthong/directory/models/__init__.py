from lienthong.directory.models.appointment import Appointment, AppointmentKind, OfficialStatus
from lienthong.directory.models.body import BodySeat, CoordinatingBody
from lienthong.directory.models.catalogue import (
    ADMINISTRATIVE,
    CodeScheme,
    FieldOfWork,
    PlaceKind,
    PointKind,
    Source,
    UnitKind,
    UnitTree,
)
from lienthong.directory.models.code import CodeMapping
from lienthong.directory.models.group import GroupMember, UnitGroup
from lienthong.directory.models.mandate import Mandate
from lienthong.directory.models.person import Person
from lienthong.directory.models.place import Place, PlaceSuccession, PlaceVersion, Population, SuccessionKind
from lienthong.directory.models.point import ReferencePoint, ReferencePointVersion
from lienthong.directory.models.post import Post, PostVersion
from lienthong.directory.models.reorganisation import (
    PlanState,
    ReorganisationPlan,
    ReorganisationStep,
    StepKind,
)
from lienthong.directory.models.revision import DirectoryRevision
from lienthong.directory.models.succession import UnitSuccession
from lienthong.directory.models.unit import Unit, UnitCode, UnitPlacement, UnitVersion
from lienthong.directory.models.working import UnitCalendar

__all__ = [
    "ADMINISTRATIVE",
    "Appointment",
    "AppointmentKind",
    "BodySeat",
    "CodeMapping",
    "CodeScheme",
    "CoordinatingBody",
    "DirectoryRevision",
    "FieldOfWork",
    "GroupMember",
    "Mandate",
    "OfficialStatus",
    "Person",
    "Place",
    "PlaceKind",
    "PlaceSuccession",
    "PlaceVersion",
    "PlanState",
    "PointKind",
    "Population",
    "Post",
    "PostVersion",
    "ReferencePoint",
    "ReferencePointVersion",
    "ReorganisationPlan",
    "ReorganisationStep",
    "Source",
    "StepKind",
    "SuccessionKind",
    "Unit",
    "UnitCalendar",
    "UnitCode",
    "UnitGroup",
    "UnitKind",
    "UnitPlacement",
    "UnitSuccession",
    "UnitTree",
    "UnitVersion",
]
