from lienthong.measures.models.absence import Absence
from lienthong.measures.models.definition import Adding, Definition, Rule
from lienthong.measures.models.entry import Entry, Kind, Maturity
from lienthong.measures.models.kept import Kept
from lienthong.measures.models.worked import Worked

__all__ = [
    "Absence",
    "Adding",
    "Definition",
    "Entry",
    "Kept",
    "Kind",
    "Maturity",
    "Rule",
    "Worked",
]
