"""Reading the directory: everything takes the day; nothing here asks what day it is."""

from lienthong.directory.selectors.acts import acts_about, revision_of
from lienthong.directory.selectors.fields import FIELDS
from lienthong.directory.selectors.heirs import distribution, heirs_by_place
from lienthong.directory.selectors.people import (
    appointments_of,
    bodies_served_by,
    filled,
    head_of,
    holders,
    people_named,
    posts_in_field,
    posts_of,
    seats_of,
    standing_agency,
)
from lienthong.directory.selectors.places import (
    called_after,
    place_on,
    places_on,
    population,
    successors_of_place,
    total,
)
from lienthong.directory.selectors.successions import (
    predecessors_of,
    shares_since,
    successions_around,
    successors_of,
)
from lienthong.directory.selectors.trees import agency_of, ancestors, names_on, subtree, tree
from lienthong.directory.selectors.units import (
    codes_of,
    existing,
    groups_of,
    history_of,
    holder_of_mandate,
    mandates_of,
    members,
    names,
    unit_by_code,
    unit_on,
    versions_on,
)

__all__ = [
    "FIELDS",
    "acts_about",
    "agency_of",
    "ancestors",
    "appointments_of",
    "bodies_served_by",
    "called_after",
    "codes_of",
    "distribution",
    "existing",
    "filled",
    "groups_of",
    "head_of",
    "heirs_by_place",
    "history_of",
    "holder_of_mandate",
    "holders",
    "mandates_of",
    "members",
    "names",
    "names_on",
    "people_named",
    "place_on",
    "places_on",
    "population",
    "posts_in_field",
    "posts_of",
    "predecessors_of",
    "revision_of",
    "seats_of",
    "shares_since",
    "standing_agency",
    "subtree",
    "successions_around",
    "successors_of",
    "successors_of_place",
    "total",
    "tree",
    "unit_by_code",
    "unit_on",
    "versions_on",
]
