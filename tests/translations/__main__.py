"""Brings the Qt Linguist files up to date: `python -m tests.translations [language …]`."""

from __future__ import annotations

import sys

from tests.translations.linguist_file import (
    FOLDER,
    path_of,
    read_translations,
    write_translations,
)
from tests.translations.texts import gather


def main(languages: list[str]) -> int:
    """Rewrite the files; 1 when the code has texts that cannot be gathered."""
    gathered = gather()
    for complaint in gathered.complaints:
        sys.stderr.write(f"{complaint}\n")
    known = [path.stem.partition("_")[2] for path in sorted(FOLDER.glob("bricklayer_*.ts"))]
    for language in languages or known:
        path = path_of(language)
        translations = read_translations(path)
        write_translations(path, language, gathered.places, translations)
        left = sum(text not in translations for text in gathered.places)
        gone = sum(text not in gathered.places for text in translations)
        sys.stdout.write(
            f"{language}: {len(gathered.places)} texts, {left} to translate, {gone} gone\n"
        )
    return 1 if gathered.complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
