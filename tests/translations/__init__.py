"""Texts of the program and their translations: gathered, kept in step, and proved complete.

`python -m tests.translations` brings the Qt Linguist files of `resources/translations` up to date.
"""
