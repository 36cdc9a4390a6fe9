"""Suggested words for a call together, in the person's language, whatever the language of the screen.

Data beside the pages and no translations of the interface: the worker reads them aloud.
"""

from typing import Final

LANGUAGE_NAMES: Final = {"en": "English", "es": "Español", "fr": "Français"}
STEPS: Final = ("agency", "introduce", "interpreter", "comfortable", "leave")

# step -> language -> what may be said
SAID: Final[dict[str, dict[str, str]]] = {
    "agency": {
        "en": "Hello, I am calling for somebody who asked me to. They are with me and will speak for "
        "themselves. Is this a good moment, and is the line private?",
        "es": "Hola, llamo porque una persona me lo pidió. Está conmigo y hablará por sí misma. "
        "¿Es un buen momento y la línea es privada?",
        "fr": "Bonjour, j'appelle à la demande d'une personne. Elle est avec moi et parlera elle-même. "
        "Est-ce le bon moment, et la ligne est-elle privée ?",
    },
    "introduce": {
        "en": "This is the worker I told you about. Say only what you want to say. You can stop at any time, "
        "and I stay on the line.",
        "es": "Esta es la persona de la que le hablé. Diga solo lo que quiera decir. Puede parar cuando "
        "quiera, y yo sigo en la línea.",
        "fr": "Voici la personne dont je vous ai parlé. Dites seulement ce que vous voulez dire. Vous pouvez "
        "arrêter à tout moment, et je reste en ligne.",
    },
    "interpreter": {
        "en": "An interpreter joins us now. They repeat everything and keep it to themselves. Do you know "
        "them? We can ask for another one.",
        "es": "Ahora se une intérprete. Repite todo y guarda el secreto. ¿Conoce a esta persona? "
        "Podemos pedir otra.",
        "fr": "Un interprète nous rejoint. Il répète tout et garde tout pour lui. Connaissez-vous cette "
        "personne ? Nous pouvons en demander une autre.",
    },
    "comfortable": {
        "en": "Are you comfortable to go on without me? Just say yes or no. Is there anything you want me to "
        "ask before I go?",
        "es": "¿Se siente a gusto para seguir sin mí? Diga solo sí o no. ¿Quiere que pregunte algo antes de "
        "irme?",
        "fr": "Êtes-vous à l'aise pour continuer sans moi ? Dites simplement oui ou non. Voulez-vous que je "
        "demande quelque chose avant de partir ?",
    },
    "leave": {
        "en": "I leave the call now. You have my number if you want it. Take care.",
        "es": "Ahora dejo la llamada. Tiene mi número si lo quiere. Cuídese.",
        "fr": "Je quitte l'appel maintenant. Vous avez mon numéro si vous le voulez. Prenez soin de vous.",
    },
}

# What somebody may say who calls alone, and what stands on the card in their hand.
ALONE: Final[dict[str, str]] = {
    "en": "I would like to talk to somebody about my situation. Can we speak now, and is it private?",
    "es": "Quisiera hablar con alguien sobre mi situación. ¿Podemos hablar ahora, y es privado?",
    "fr": "Je voudrais parler à quelqu'un de ma situation. Peut-on parler maintenant, et est-ce privé ?",
}
CARD: Final[dict[str, tuple[str, str, str]]] = {
    "en": ("Call", "When", "Day and night"),
    "es": ("Llame", "Cuándo", "Día y noche"),
    "fr": ("Appelez", "Quand", "Jour et nuit"),
}


def language_of(asked: str) -> str:
    """Return a language that there are words in; English for any other."""
    return asked if asked in LANGUAGE_NAMES else "en"
