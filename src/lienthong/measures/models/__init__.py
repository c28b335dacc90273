from lienthong.measures.models.definition import Adding, Definition, Rule
from lienthong.measures.models.entry import Entry, Kind, Maturity

__all__ = ["Adding", "Definition", "Entry", "Kind", "Maturity", "Rule"]
