"""Rows that come from a workbook or as JSON: looked at first, then carried out whole or not at all.

`shape` what stands where, `workbook` a file to lines, `cells` a line's values, `plans` what would change, `showing` a
plan on the screen, `writing` the workbook to fill in, `waiting` a file between being looked at and being carried out.
"""
