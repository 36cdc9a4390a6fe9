"""Guesses which column of a list says what, from the words in its titles, in three languages."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from concord.governance.members import codes

# Per column, words of which a title has one; earlier lines win, and each title is taken once.
_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("lead_email", "e mail|email|correo|courriel|mail"),
    ("lead_name", "lead|director|contact|contacto|directora|responsable|directrice|persona"),
    ("urgent_phone", "urgent|crisis|emergency phone|urgencia|urgence|hotline|linea"),
    ("phone", "phone|tel|telephone|telefono|numero"),
    ("website", "web|website|site|url|sitio|pagina"),
    ("confidential", "confidential|confidencial|confidentiel|confidentielle|secret"),
    ("address", "address|direccion|adresse|street|domicilio"),
    ("code", "code|codigo|id|member number|number|clave"),
    ("program", "program|programa|programme|unit|site name|unidad"),
    ("services", "service|services|servicio|servicios|category|categories|categoria|ofrece|offers"),
    ("regions", "region|regions|regiones|area|district|distrito|zona|territoire|county"),
    ("languages", "language|languages|idioma|idiomas|langue|langues|lengua"),
    ("hours", "hours|hour|horario|horas|horaires|heures|open"),
    ("harm_scope", "harm|violence|violencia|scope|ambito"),
    ("serves", "serves|served|population|atiende|publico|public|clientele"),
    ("description", "description|descripcion|about|notes|notas|summary|resumen"),
    ("kind", "kind|type|tipo|sector|clase|genre|categorie"),
    ("organization", "organi[sz]ation|organizacion|organisme|entidad|agency|agencia|agence"),
    ("organization", "member|miembro|membre|name|nombre|nom"),
)  # fmt: skip


def plain(text: str) -> str:
    """Return a text without accents, case and signs, for comparison."""
    split = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in split if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", kept).split())


def guess(header: Sequence[str]) -> dict[str, int]:
    """Return column -> place in the header, as far as the titles say it."""
    titles = [plain(title) for title in header]
    found: dict[str, int] = {}
    for column in codes.COLUMNS:  # a title that is the very word is taken before any guess
        if plain(column) in titles:
            found[column] = titles.index(plain(column))
    for column, words in _WORDS:
        if column in found:
            continue
        pattern = re.compile(rf"\b({words})\b")
        taken = set(found.values())
        at = next((i for i, title in enumerate(titles) if i not in taken and pattern.search(title)), None)
        if at is not None:
            found[column] = at
    return found
