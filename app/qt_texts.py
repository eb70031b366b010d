"""Qt's own words (menus of text fields, names of keys) and the direction of writing."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def use_language(application: QApplication, language: str) -> None:
    """Let Qt speak the window's language, write its numbers, and mirror the window if it must.

    What Qt has no translation for stays English, as it is.
    """
    locale = QLocale(language)
    QLocale.setDefault(locale)
    application.setLayoutDirection(locale.textDirection())
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and translator.load(locale, "qtbase", "_", folder):
        application.installTranslator(translator)


def own_name(language: str) -> str:
    """A language as those call it who speak it: Deutsch."""
    if language == "en":
        return "English"  # Qt would add whose
    name = QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]
