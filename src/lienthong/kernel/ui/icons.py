"""Our own icons: simple strokes on a grid of 24, drawn for this house; the tag is `{% icon "clock" %}`."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

CIRCLE = "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z"
SHEET = "M6 3h8l5 5v13H6z M14 3v5h5"

STROKES = {
    "alert": "M12 4L2.8 20h18.4z M12 10v4.5 M12 17.2v.3",
    "arrow-left": "M20 12H4 M10 6l-6 6 6 6",
    "arrow-right": "M4 12h16 M14 6l6 6-6 6",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 2H4z M10 21.5h4",
    "bookmark": "M7 3h10v18l-5-4-5 4z",
    "calendar": "M4 6h16v15H4z M4 11h16 M8 3v5 M16 3v5",
    "chart": "M4 4v16h16 M8 16v-4 M12.5 16V8 M17 16v-6",
    "check": "M4.5 12.5l5 5L19.5 7",
    "chevron-down": "M6 9l6 6 6-6",
    "clock": f"{CIRCLE} M12 7.5V12l3.2 2.2",
    "cross": "M6 6l12 12 M18 6L6 18",
    "done": f"{CIRCLE} M8 12.3l2.8 2.8L16 9.6",
    "dot": "M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7z",
    "download": "M12 4v11 M7 10.5l5 5 5-5 M4 20h16",
    "edit": "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z M14 6.5L17.5 10",
    "external": "M14 4h6v6 M20 4l-9 9 M18 14v6H4V6h6",
    "file": SHEET,
    "filter": "M4 5h16l-6 7.5V19l-4 2v-8.5z",
    "flag": "M5 21V4 M5 4.5h13l-3 4.5 3 4.5H5",
    "globe": f"{CIRCLE} M3 12h18 M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9 M12 3C9 6 8.5 9 8.5 12s.5 6 3.5 9",
    "help": f"{CIRCLE} M9.3 9.5a2.8 2.8 0 1 1 3.9 2.6c-.8.4-1.2.9-1.2 1.7 M12 16.8v.3",
    "home": "M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z",
    "inbox": "M4 13l3-9h10l3 9v7H4z M4 13h5l1.5 3h3L15 13h5",
    "info": f"{CIRCLE} M12 11v5.5 M12 7.5v.3",
    "keyboard": "M3 6h18v12H3z M7 10h.1 M12 10h.1 M17 10h.1 M8 14h8",
    "ledger": "M5 4h14v16H5z M9 4v16 M12 9h4 M12 13h4",
    "link": (
        "M10 14a4 4 0 0 1 0-5.6l3-3a4 4 0 0 1 5.6 5.6l-1.6 1.6 "
        "M14 10a4 4 0 0 1 0 5.6l-3 3A4 4 0 0 1 5.4 13L7 11.4"
    ),
    "lock": "M5 11h14v10H5z M8 11V8a4 4 0 0 1 8 0v3 M12 15v2.5",
    "menu": "M4 7h16 M4 12h16 M4 17h16",
    "minus": "M5 12h14",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    "pause": "M8 5v14 M16 5v14",
    "people": (
        "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7z M2.5 20a6.5 6.5 0 0 1 13 0 "
        "M15.5 4.5a3.5 3.5 0 0 1 0 6 M18 14a6.5 6.5 0 0 1 3.5 6"
    ),
    "play": "M7 4.5v15l12-7.5z",
    "plus": "M12 5v14 M5 12h14",
    "print": "M7 9V3h10v6 M7 17H4V9h16v8h-3 M7 14h10v7H7z",
    "refresh": "M19.5 9A8 8 0 0 0 5 8 M4.5 4v4.5H9 M4.5 15A8 8 0 0 0 19 16 M19.5 20v-4.5H15",
    "screen": "M3 5h18v11H3z M9 20h6 M12 16v4",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z M15.3 15.3L20.5 20.5",
    "send": "M3.5 11.5L20.5 4l-6 16.5-3.5-6.5z M11 14l9.5-10",
    "sort": "M8 9l4-4 4 4 M8 15l4 4 4-4",
    "sort-down": "M12 5v14 M6.5 13.5L12 19l5.5-5.5",
    "sort-up": "M12 19V5 M6.5 10.5L12 5l5.5 5.5",
    "sun": (
        "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8z M12 2.5v2 M12 19.5v2 "
        "M2.5 12h2 M19.5 12h2 M5.3 5.3l1.4 1.4 "
        "M17.3 17.3l1.4 1.4 M18.7 5.3l-1.4 1.4 M6.7 17.3l-1.4 1.4"
    ),
    "target": f"{CIRCLE} M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8z M12 11.9v.2",
    "task": f"{SHEET} M9 14l2.2 2.2 4-4.2",
    "trash": "M4 7h16 M9 7V4h6v3 M6 7l1 14h10l1-14 M10 11v6 M14 11v6",
    "tree": "M9 3h6v5H9z M3 16h6v5H3z M15 16h6v5h-6z M12 8v4 M6 16v-4h12v4",
    "undo": "M9 6L4 11l5 5 M4 11h10a6 6 0 0 1 6 6v2",
    "upload": "M12 16V5 M7 9.5l5-5 5 5 M4 20h16",
    "user": "M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8z M4.5 21a7.5 7.5 0 0 1 15 0",
}


@cache
def icon(name: str) -> SafeString:
    """Return the drawing as inline SVG, silent for screen readers: the word stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        STROKES[name],
    )
