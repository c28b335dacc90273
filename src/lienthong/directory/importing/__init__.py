"""People and appointments from a workbook or from JSON rows: looked at first, carried out whole or not at all.

`shape` the sheets, `workbook` a file to lines, `reading` lines to rows, `planning` what would change, `carrying`
doing it, `exporting` the workbook to fill in, `showing` a plan on the screen.
"""
