"""Qt's own words (menus of text fields, names of keys) and the direction of writing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

_CODE_LOOKS = ("command", "mono")  # of labels and lines, in the style sheet


def use_language(application: QApplication, language: str) -> None:
    """Let Qt speak the window's language, write its numbers, and mirror the window if it must.

    What Qt has no translation for stays English, as it is.
    """
    locale = QLocale(language)
    QLocale.setDefault(locale)
    if locale.textDirection() is Qt.LayoutDirection.RightToLeft:
        Mirror(application)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and translator.load(locale, "qtbase", "_", folder):
        application.installTranslator(translator)
    # Qt would turn the application itself, by a word of its translation: see Mirror.
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def own_name(language: str) -> str:
    """A language as those call it who speak it: Deutsch."""
    if language == "en":
        return "English"  # Qt would add whose
    name = QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]


class Mirror(QObject):
    """Turns windows round as they are made, and keeps in them what is painted as it is.

    What is laid out (bars, columns, forms) is mirrored by Qt. A tower of bricks has its light from
    the left in every language, and code goes to the right. The application itself is not turned,
    since every painter would follow it.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Polish and isinstance(watched, QWidget):
            if keeps_direction(watched):
                watched.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            elif watched.isWindow():
                watched.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return False


def keeps_direction(widget: QWidget) -> bool:
    """Whether it is a picture, code, or a list whose rows are painted here."""
    is_ours = type(widget).__module__.startswith("app.")
    if isinstance(widget, QAbstractItemView):
        return type(widget.itemDelegate()).__module__.startswith("app.")
    if isinstance(widget, QAbstractScrollArea):
        return is_ours and not isinstance(widget, QScrollArea)
    if isinstance(widget, QLabel | QLineEdit):
        return str(widget.property("look") or "").startswith(_CODE_LOOKS)
    paints = is_ours and any("paintEvent" in vars(kind) for kind in type(widget).__mro__[:2])
    return paints and not isinstance(widget, QAbstractButton) and widget.layout() is None
