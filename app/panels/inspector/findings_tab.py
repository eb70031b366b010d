"""What to worry about: secrets, caches, setuid files, and which brick is to blame."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.panels.controls import Glyph, TickBox, plain_button
from app.panels.inspector.findings_list import FINDING_ROLE, FindingsView
from app.panels.inspector.tab import InspectorTab
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.finding_rows import FindingRow, finding_rows, secrets_in
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import counted, visible
from core.model import FileAt, Finding
from core.translation import tr

_FILTER_FROM = 12  # rows: fewer are seen at a glance
_NOTHING_BY_NAMES = tr(
    "Nothing to warn of by names and modes. Look into files for secrets to be surer."
)
_NOTHING_AT_ALL = tr("Nothing to warn of by names, modes and contents.")
_KEPT_IMAGES = 8  # whose files were looked into


class FindingsTab(InspectorTab):
    """Activating a warning shows its file, or its brick where it has none.

    Looking into files goes on while other bricks and images are looked at; what it found is kept.
    """

    brick_requested = Signal(str)  # chain ID

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(theme, lookup, parent)
        self._by_names: tuple[Finding, ...] = ()
        self._by_contents: dict[str, tuple[Finding, ...]] = {}  # by manifest digest
        self._running: set[str] = set()
        self._failure = ""
        self._count = plain_label("", "strong")
        self._whole = TickBox(tr("Whole image"), theme)
        self._filter = self._make_filter()
        self._view = FindingsView(theme)
        self._nothing_text = plain_label("", "quiet")
        self._nothing = self._make_nothing()
        self._look_icon = Glyph(theme, "search", "accent", 20)
        self._look_text = plain_label("", "small")
        self._look_button = plain_button(tr("Look into files for secrets"))
        self._whole.toggled.connect(lambda _on: self._refresh())
        self._filter.textChanged.connect(lambda _words: self._refresh())
        self._view.activated.connect(self._activate)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._stop_button = plain_button(tr("Stop"))
        self._look_button.clicked.connect(self.look_into_files)
        self._stop_button.clicked.connect(self.stop_looking)
        head = QHBoxLayout()
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._whole)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._filter)
        column.addWidget(self._view, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._make_look_card())

    def look_into_files(self) -> None:
        """Read all files of the image for secrets: long, and shown among the window's jobs."""
        target = self._target
        if target is None:
            return
        key = target.image.manifest_digest
        self._running.add(key)
        self._failure = ""
        self._refresh()
        self._lookup.findings(
            target.place.reference,
            lambda findings: self._looked(key, findings),
            has_contents=True,
            failed=lambda sentence: self._not_looked(key, sentence),
            slot=_slot_of(key),
        )

    def stop_looking(self) -> None:
        """Nobody waits for the contents of this image any more."""
        if self._target is not None:
            key = self._target.image.manifest_digest
            self._running.discard(key)
            self._lookup.forget(_slot_of(key))
            self._refresh()

    # --- asking -------------------------------------------------------------------------------

    def _load(self, target: InspectedTarget) -> None:
        self._whole.setVisible(not target.is_image)
        if target.image.manifest_digest in self._by_contents or target.level < 0:
            self._show_findings(())
            return
        self._wait(tr("Looking at names and modes …"))
        if target.is_image:
            self._ask(target)
            return
        # Findings are the image's, and nothing is found in a layer that cannot be read.
        self._lookup.summary(
            target.place, self._current(lambda _summary: self._ask(target)),
            failed=self._current(self._fail), slot=self._slot("summary"),
        )  # fmt: skip

    def _ask(self, target: InspectedTarget) -> None:
        self._lookup.findings(
            target.place.reference, self._current(self._show_findings),
            failed=self._current(self._fail), slot=self._slot("names"),
        )  # fmt: skip

    def _unload(self) -> None:
        self._by_names = ()
        self._failure = ""
        self._filter.clear()

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        self._by_names = findings
        self._refresh()
        self._show_body()

    def _looked(self, key: str, findings: tuple[Finding, ...]) -> None:
        self._running.discard(key)
        self._by_contents.pop(key, None)
        self._by_contents[key] = findings
        while len(self._by_contents) > _KEPT_IMAGES:
            del self._by_contents[next(iter(self._by_contents))]
        self._refresh()

    def _not_looked(self, key: str, sentence: str) -> None:
        self._running.discard(key)
        self._failure = sentence
        self._refresh()

    # --- showing ------------------------------------------------------------------------------

    @property
    def _findings(self) -> tuple[Finding, ...]:
        """Of the brick, or of the whole image where that is wanted."""
        target = self._target
        if target is None:
            return ()
        found = self._by_contents.get(target.image.manifest_digest, self._by_names)
        if target.is_image or self._whole.isChecked():
            return found
        return tuple(one for one in found if one.chain_id == target.place.chain_id)

    def _refresh(self) -> None:
        target = self._target
        if target is None:
            return
        findings = self._findings
        where = (
            tr("in this image")
            if target.is_image or self._whole.isChecked()
            else tr("in this brick")
        )
        count = len(findings)
        self._count.setText(
            f"{counted('{count} warning', '{count} warnings', count)} {where}" if count else ""
        )
        self._filter.setVisible(count > _FILTER_FROM)
        rows = finding_rows(findings, self._filter.text() if count > _FILTER_FROM else "")
        self._view.show_rows(rows, target.roles)
        self._view.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        has_looked = target.image.manifest_digest in self._by_contents
        if count:
            self._nothing_text.setText(tr("No warning fits the filter."))
        else:
            self._nothing_text.setText(_NOTHING_AT_ALL if has_looked else _NOTHING_BY_NAMES)
        self._show_look(target.image.manifest_digest)
        self.counted.emit(count)

    def _show_look(self, key: str) -> None:
        """How far looking into files is."""
        is_running = key in self._running
        found = self._by_contents.get(key)
        icon, token = "search", "accent"
        if is_running:
            words = tr("Looking into files for secrets … You can go on working meanwhile.")
        elif found is not None:
            secrets = secrets_in(found)
            icon, token = ("warn", "deleted") if secrets else ("check", "added")
            told = (
                counted("{count} secret", "{count} secrets", secrets)
                if secrets
                else tr("no secrets of known kinds")
            )
            words = tr("The files of the whole image were looked into: {told}.", told=told)
        elif self._failure:
            icon, token = "warn", "modified"
            words = visible(self._failure)
        else:
            words = tr("Only names and modes were looked at. Reading all files takes longer.")
        self._look_icon.show_icon(icon, token)
        self._look_text.setText(words)
        self._look_button.setVisible(found is None and not is_running)
        self._stop_button.setVisible(is_running)

    # --- input --------------------------------------------------------------------------------

    def _activate(self, index: QModelIndex) -> None:
        row = index.data(FINDING_ROLE)
        if isinstance(row, FindingRow):
            if row.finding.path:
                self._request_file(row)
            else:
                self.brick_requested.emit(row.finding.chain_id)

    def _request_file(self, row: FindingRow) -> None:
        assert self._target is not None
        place = self._target.place_at(row.finding.level)
        self.file_requested.emit(FileAt(place, row.finding.path))

    def _show_menu(self, point: QPoint) -> None:
        row = self._view.indexAt(point).data(FINDING_ROLE)
        if not isinstance(row, FindingRow):
            return
        menu = QMenu(self)
        finding = row.finding
        if finding.path:
            menu.addAction(tr("Show the file")).triggered.connect(lambda: self._request_file(row))
            menu.addAction(tr("Who put this here?")).triggered.connect(
                lambda: self.path_requested.emit(finding.path)
            )
            menu.addAction(tr("Copy the path")).triggered.connect(
                lambda: QGuiApplication.clipboard().setText(f"/{finding.path}")
            )
        menu.addAction(tr("Show brick {level}", level=finding.level + 1)).triggered.connect(
            lambda: self.brick_requested.emit(finding.chain_id)
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._view.viewport().mapToGlobal(point))

    # --- parts --------------------------------------------------------------------------------

    def _make_filter(self) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("look", "filter")
        field.setPlaceholderText(tr("Filter warnings"))
        field.setAccessibleName(tr("Filter warnings"))
        field.setClearButtonEnabled(True)
        icon = self._theme.icon("search", "text3", 16)
        field.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        return field

    def _make_nothing(self) -> QWidget:
        self._nothing_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing_text.setWordWrap(True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addStretch(2)
        glyph = Glyph(self._theme, "check", "border2", 30)
        column.addWidget(glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._nothing_text)
        column.addStretch(3)
        return page

    def _make_look_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card-quiet")
        self._look_text.setWordWrap(True)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._look_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._look_text, 1)
        for button in (self._look_button, self._stop_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return card


def _slot_of(key: str) -> str:
    """Not one of the tab's own slots, which are forgotten when another brick is looked at."""
    return f"FindingsTab.contents.{key}"
