"""Catalogues: each is declared once, and has its list of any day, its page, its workbook, its API and its history.

`registry` what a catalogue is, `columns` what stands in its cells, `dated` and `undated` how entries are kept,
`planning` what rows would change, `carrying` the act that writes them, `exporting` the workbook of a day; `listing`,
`reading`, `forms`, `views`, `api` the ways to it. `units`, `places`, `codes`, `calendars` declare; `shipped` is what
every installation begins with.
"""
