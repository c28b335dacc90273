"""People and appointments from a workbook or from JSON rows: looked at first, carried out whole or not at all.

`template` the two sheets, `reading` lines to rows, `planning` what would change, `carrying` doing it, `exporting`
the workbook to fill in. What is not about people is in `directory/sheets/`.
"""
