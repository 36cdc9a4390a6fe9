"""The translations: extract what is said, bring the catalogs up to date, compile them.

    python -m tools.words update     extract, and merge into concord/locale/*/LC_MESSAGES/django.po
    python -m tools.words compile    write the .mo files that the running software reads
    python -m tools.words check      fail when a sentence is missing from a catalog

Babel extracts: Django's makemessages loses what stands inside the calls of a Jinja2 macro.
"""

import argparse
import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "concord" / "locale"
LANGUAGES = ("es", "fr")
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),  # one word with two meanings: which of them, then the word
    "pgettext_lazy": ((1, "c"), 2),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=["update", "compile", "check"])
    chosen = parser.parse_args().do
    return {"update": update, "compile": compile_all, "check": check}[chosen]()


def extracted() -> Catalog:
    """Return every sentence that is marked for translation, with the files that say it."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel's is untyped
    catalog = Catalog(project="Concord", charset="utf-8", header_comment="# Sentences of Concord.")
    found = extract_from_dir(
        str(ROOT), method_map=methods, options_map=options, keywords=_KEYWORDS, strip_comment_tags=True
    )
    for path, _line, message, _comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, None, [(path, 1)], context=context)
    return catalog


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return a language's catalog; an empty one where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> int:
    template = extracted()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(_written(catalog))
        done = sum(bool(message.string) for message in catalog if message.id)
        print(f"{language}: {done} of {len(catalog)} sentences")
    return 0


def _written(catalog: Catalog) -> bytes:
    """Write without dates and line numbers, so that only words make a difference."""
    catalog.header_comment = f"# Concord in {catalog.locale.english_name if catalog.locale else ''}."
    catalog.fuzzy = False
    catalog.project, catalog.version, catalog.copyright_holder = (
        "Concord",
        "1",
        "the people who build Concord",
    )
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=False, include_lineno=False, sort_output=True)
    text = buffer.getvalue().decode()
    kept = [line for line in text.splitlines() if not line.startswith(('"POT-Creation', '"PO-Revision'))]
    return ("\n".join(kept) + "\n").encode()


def compile_all() -> int:
    for language in LANGUAGES:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            with target.open("wb") as file:
                write_mo(file, read(language))
    return 0


def check() -> int:
    wanted = {(message.context, message.id) for message in extracted() if message.id}
    missing = 0
    for language in LANGUAGES:
        known = {(message.context, message.id) for message in read(language) if message.id}
        if wanted != known:
            missing += 1
            print(f"{language}: {len(wanted - known)} new and {len(known - wanted)} old; run: make fix")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
