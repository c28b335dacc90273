"""The catalogues of this area, registered at start-up."""

from lienthong.directory.catalogue import calendars, codes, notices, places, units
from lienthong.directory.catalogue.registry import catalogues


def register_catalogues() -> None:
    catalogues.register(
        units.UNIT_KINDS,
        units.GROUPS,
        units.GROUP_MEMBERS,
        units.POSTS,
        units.FIELDS_OF_WORK,
        places.PLACES,
        places.PLACE_KINDS,
        places.POINTS,
        places.POINT_KINDS,
        codes.CODE_SCHEMES,
        codes.CODE_MAP,
        calendars.CALENDARS,
        notices.CALENDAR_DAYS,
        calendars.UNIT_CALENDARS,
    )
