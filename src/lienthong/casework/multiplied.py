"""What a simulated world copies of a case, whatever its kind: the engine's tables, and what its acts say."""

from lienthong.casework.models import Assignment, Case, Extension, Instruction, Involvement, Leg, Suspension
from lienthong.kernel.acts.simulated.listing import Said, Table

TABLES = (
    Table(Case, of="id", order=10, dues=frozenset({"due_at"}), terms=frozenset({"term"})),
    Table(Assignment, of="case_id", order=20),
    Table(
        Extension,
        of="case_id",
        order=20,
        dues=frozenset({"due_before", "due_after"}),
        terms=frozenset({"term"}),
    ),
    Table(Instruction, of="case_id", order=20),
    Table(Involvement, of="case_id", order=20),
    Table(Leg, of="case_id", order=20, dues=frozenset({"due_at"}), terms=frozenset({"term"})),
    Table(Suspension, of="case_id", order=20),
)
SAID = Said(days=frozenset({"on"}), dues=frozenset({"due_before", "due_after"}))
