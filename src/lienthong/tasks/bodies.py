"""What a program sends for each act, in the act's own words; what a form would not have offered is refused."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from ninja import Field, Header, Schema
from pydantic import ConfigDict, StringConstraints

from lienthong.access.models import Capacity
from lienthong.directory.models import Place, Unit, UnitGroup
from lienthong.kernel.refusals import Invalid
from lienthong.tasks import giving, proposing
from lienthong.tasks.choices import fields_of_work
from lienthong.tasks.models import OutputKind, ProposalKind, SourceKind, TaskKind

WITHOUT_NUL = r"\A[^\x00]*\z"
Line = Annotated[str, StringConstraints(max_length=500, pattern=WITHOUT_NUL)]
Sentences = Annotated[str, StringConstraints(max_length=4000, pattern=WITHOUT_NUL)]
Term = Annotated[str, StringConstraints(max_length=200, pattern=WITHOUT_NUL)]
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
DocumentNumber = Annotated[str, StringConstraints(max_length=60, pattern=WITHOUT_NUL)]


SIGNS_AS = Field(
    Capacity.OWN, description="the capacity to sign in, where several fit; empty: the first that fits"
)


class Sent(Schema):
    """What a program sends: a part that we do not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class SourceIn(Sent):
    kind: SourceKind
    label: Line
    dated: date | None = None


class TaskIn(Sent):
    title: Line
    kind: TaskKind
    assigner: UUID
    monitoring: UUID
    output: Line
    leads: list[UUID] = []
    groups: list[Line] = []
    supporting: list[UUID] = []
    for_information: list[UUID] = []
    sources: list[SourceIn] = []
    term: Term = Field("", description="the deadline in the office's words, e.g. chậm nhất ngày 20/11/2012")
    recurrence: Literal["", "year", "half", "quarter"] = ""
    output_kind: OutputKind = OutputKind.DOCUMENT
    field: Line = ""
    place: Line = Field(
        "", description="code of the place where the work lies; without one, where its lead lies"
    )
    signs_as: Capacity = SIGNS_AS

    def order(self) -> giving.Order:
        """Return the order, once it asks for nothing that a form would not have offered."""
        self._check()
        return giving.Order(
            assigner_id=self.assigner,
            monitoring_id=self.monitoring,
            leads=[giving.Executor(unit) for unit in self.leads],
            sources=[giving.Source(s.kind, s.label, s.dated) for s in self.sources],
            place_id=_place(self.place),
            **self.dict(exclude={"assigner", "monitoring", "leads", "sources", "place", "signs_as"}),
        )

    def _check(self) -> None:
        _check_known([self.assigner], "assigner")
        _check_known([self.monitoring], "monitoring")
        for name in ("leads", "supporting", "for_information"):
            _check_known(getattr(self, name), name)
        if UnitGroup.objects.filter(code__in=self.groups).count() != len(set(self.groups)):
            raise Invalid(_("Không có nhóm cơ quan này."), field="groups")
        if self.field and self.field not in dict(fields_of_work()):
            raise Invalid(_("Không có lĩnh vực này."), field="field")
        if len({(source.kind, source.label) for source in self.sources}) != len(self.sources):
            raise Invalid(_("Một căn cứ được ghi hai lần."), field="sources")


class Seen(Sent):
    seen: int | None = Field(None, description="the revision you have read; an older one is refused with 409")
    signs_as: Capacity = SIGNS_AS

    def words(self) -> dict[str, Any]:
        """Return what it says, as the act calls it."""
        return self.dict(exclude={"seen", "signs_as"})


class ProgressIn(Seen):
    percent: int
    text: Sentences


class FinishIn(Seen):
    output: Sentences
    document_number: DocumentNumber = ""
    document_date: date | None = None


class ReasonIn(Seen):
    reason: Sentences


class AnswerIn(Seen):
    answer: Sentences = ""


class HandOverIn(Seen):
    unit: UUID
    person: UUID | None = None
    instruction: Sentences = ""

    def words(self) -> dict[str, Any]:
        return {"unit_id": self.unit, "person_id": self.person, "instruction": self.instruction}


class ProposalIn(Seen):
    kind: ProposalKind
    reason: Sentences
    term: Term = ""
    to_unit: UUID | None = None
    wording: Sentences = ""
    document: DocumentNumber = ""

    def words(self) -> dict[str, Any]:
        if self.to_unit:
            _check_known([self.to_unit], "to_unit")
        said = self.dict(exclude={"seen", "signs_as", "to_unit"})
        return {"asked": proposing.Asked(to_unit_id=self.to_unit, **said)}


class ProposalAnswerIn(Seen):
    accept: bool
    text: Sentences = ""


class InstalmentIn(Seen):
    start: date
    end: date = Field(description="first day after the period")
    term: Term

    def words(self) -> dict[str, Any]:
        return {"period": DateRange(self.start, self.end), "term": self.term}


def _place(code: str) -> UUID | None:
    if not code:
        return None
    found = Place.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid(_("Không có địa bàn này."), field="place")
    return found


def _check_known(units: list[UUID], field: str) -> None:
    if Unit.objects.filter(pk__in=units).count() != len(set(units)):
        raise Invalid(_("Không có cơ quan, đơn vị này."), field=field)
