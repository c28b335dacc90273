from lienthong.casework.models.assignment import Assignment
from lienthong.casework.models.case import Case
from lienthong.casework.models.extension import Extension
from lienthong.casework.models.instruction import Instruction, Medium
from lienthong.casework.models.involvement import Involvement, Role
from lienthong.casework.models.leg import Leg, LegState
from lienthong.casework.models.suspension import Suspension

__all__ = [
    "Assignment",
    "Case",
    "Extension",
    "Instruction",
    "Involvement",
    "Leg",
    "LegState",
    "Medium",
    "Role",
    "Suspension",
]
