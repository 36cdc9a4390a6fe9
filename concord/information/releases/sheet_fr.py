"""The sheet in French. See `sheet_words` for what the names in braces stand for."""

from typing import Final

# point -> (heading, sentences)
POINTS: Final = {
    "what": (
        "Ce qui serait dit",
        (
            "Seulement ce qui est coché sur cette feuille. Votre nom, votre adresse, votre téléphone "
            "et votre histoire n'entrent pas dans le système que les deux lieux partagent."
        ),
    ),
    "who": (
        "Qui parle, et à qui",
        (
            "Seule l'organisation {owner} parle, et seule l'organisation {recipient} reçoit ces "
            "informations. Elles peuvent servir à vous aider et ne peuvent pas être transmises. Pour "
            "tout autre lieu, nous vous demanderions à nouveau."
        ),
    ),
    "why": (
        "Pourquoi",
        "{purpose}",
    ),
    "how_long": (
        "Pour combien de temps",
        (
            "Jusqu'au {until}, et jamais plus de {days} jours. Vous pouvez y mettre fin ou permettre "
            "moins à tout moment : dites-le-nous comme vous voulez, et nous le faisons aussitôt. Vous"
            " n'avez pas à dire pourquoi. Ce qui a déjà été dit ne peut pas être repris."
        ),
    ),
    "saying_no": (
        "Vous pouvez dire non",
        (
            "Dire non ne change rien à l'aide que vous recevez de nous. Nous notons seulement que "
            "vous avez dit non, jamais pourquoi, et {recipient} ne l'apprend pas."
        ),
    ),
    "limits": (
        "Limites de la confidentialité",
        (
            "Dans quelques cas, la loi peut nous obliger à parler sans vous demander, par exemple "
            "lorsqu'un enfant subit des violences, lorsque quelqu'un est en danger immédiat ou "
            "lorsqu'un juge l'ordonne. Demandez-nous quels sont ces cas avant de nous en dire plus."
        ),
    ),
    "where_kept": (
        "Où cela est conservé",
        (
            "Ce papier signé reste chez {owner}. Le système partagé garde seulement que vous avez "
            "accepté, quoi et jusqu'à quand. Il ne contient ni nom, ni signature, ni copie de ce "
            "papier."
        ),
    ),
    "same_help": (
        "La même aide sans cela",
        (
            "Vous pouvez appeler {recipient} directement, ou nous pouvons appeler ensemble et c'est "
            "vous qui parlez. Rien n'est alors envoyé, et l'aide est la même."
        ),
    ),
    "recipient_duties": (
        "Ce qu'ils peuvent devoir en faire",
        "{duties}",
    ),
}
PURPOSES: Final = {
    "referral": "Pour que {recipient} voie si et comment cette équipe peut vous aider.",
    "joint_call": "Pour que {owner} et {recipient} puissent parler avec vous, ensemble.",
    "coordination": "Pour que {owner} et {recipient} conviennent de qui fait quoi pour vous aider.",
    "conference": "Pour préparer une réunion sur votre plan, que vous dirigez.",
    "report_back": "Pour que {recipient} sache si le contact entre vous et {owner} a été établi.",
}
ITEMS: Final = {
    "service_needed": "Le type d'aide dont vous avez besoin",
    "how_soon": "Dans quel délai vous en avez besoin",
    "purpose": "Ce que nous leur demandons de faire",
    "interpreter_language": "La langue dans laquelle vous voulez parler",
    "accessibility_needs": "Ce qui vous rend un lieu ou un entretien accessible",
    "cultural_preference": "Ce qui compte pour vous dans votre culture ou votre foi",
    "safe_contact": "Quand et comment vous joindre sans risque (pas votre numéro)",
    "household_size": "Combien de personnes ont besoin d'une place",
    "housing_situation": "Si vous avez besoin d'un endroit où dormir",
    "area": "La région dans laquelle vous cherchez de l'aide",
    "referral_source": "Le type de lieu où vous avez d'abord demandé de l'aide",
    "information_basis": "D'où nous tenons ce que nous disons",
    "answer": "Si une aide vous est proposée",
    "handoff_state": "Si un premier entretien a eu lieu",
    "needs_met": "Comment vos besoins de langue et d'accès sont pris en compte",
    "connection_result": "Ce qui en est résulté",
}
DUTIES: Final = {
    "police": (
        "La police peut devoir rédiger un rapport et agir selon ce qu'elle entend, même si vous "
        "ne le voulez pas. Ce qu'elle écrit peut servir devant un tribunal, et la personne qui "
        "vous a fait du mal pourrait le lire un jour."
    ),
    "prosecutor": (
        "Le procureur agit au nom du public et n'est pas votre avocat. Il peut devoir remettre ce"
        " qu'il entend à l'avocat de la personne accusée, et poursuivre une affaire même si vous "
        "ne le voulez pas."
    ),
    "court": (
        "Ce qui parvient à un tribunal peut entrer dans son dossier. Les deux parties peuvent en "
        "général le lire, et une partie du dossier peut être ouverte à tous."
    ),
    "public_body": (
        "{recipient} est un service public. Ce qu'il reçoit peut devenir un document public, et "
        "la loi peut l'obliger à en donner copie à qui le demande."
    ),
    "child_protection": (
        "La protection de l'enfance doit examiner ce qu'elle entend lorsqu'un enfant pourrait "
        "être en danger. Elle peut ouvrir un dossier, parler avec vos enfants et dire à un "
        "tribunal ce qu'elle apprend."
    ),
    "hospital_portal": (
        "Un hôpital ou une clinique peut inscrire ce qu'il entend dans votre dossier médical. "
        "Cela peut alors apparaître sur le portail en ligne ou sur une facture, où une personne "
        "qui utilise votre compte ou votre assurance pourrait le voir. Vous pouvez demander que "
        "cela n'apparaisse pas sur le portail."
    ),
    "school": (
        "Une école ou une université peut devoir transmettre ce qu'elle entend au service qui "
        "examine le harcèlement et les agressions. Ce qu'elle garde peut entrer dans un dossier "
        "scolaire, qu'un parent d'élève de moins de 18 ans peut demander à voir."
    ),
    "none": (
        "Nous ne connaissons à {recipient} aucune obligation particulière de transmettre ce qui "
        "lui est dit, en dehors des limites déjà nommées. Vous pouvez le lui demander avant que "
        "quoi que ce soit soit dit."
    ),
}
TEXTS: Final = {
    "heading": "Votre choix sur ce qui est dit",
    "intro": (
        "{owner} aimerait dire à {recipient} quelque chose à votre sujet, afin que vous puissiez "
        "recevoir de l'aide. C'est vous qui décidez. Rien n'est dit avant que vous ayez dit oui. "
        "Posez toutes vos questions."
    ),
    "items": "Ce qui peut être dit (cochez ce que vous acceptez)",
    "second": "Deuxième partie : le retour",
    "second_text": (
        "C'est un choix séparé. {recipient} peut dire à {owner} ce qui suit, jusqu'au {until}. "
        "{recipient} garde une copie signée de cette partie."
    ),
    "yes": "Oui",
    "no": "Non",
    "end": "Pour y mettre fin ou permettre moins",
    "end_text": (
        "Dites-le à toute personne qui travaille chez {owner}, de vive voix ou autrement. Cela "
        "prend fin aussitôt."
    ),
    "signatures": "Signatures, sur papier seulement",
    "understood": "On m'a expliqué ceci dans une langue que je comprends, et on a répondu à mes questions.",
    "signature": "Signature ou marque",
    "date": "Date",
    "guardian": "Parent ou tuteur, si nécessaire (jamais la personne qui cause le mal)",
    "worker": "Personne qui a expliqué ceci",
    "interpreter": "Interprète, s'il y en avait un",
    "copy": "Vous recevez une copie si vous pouvez la garder sans risque.",
    "blank_day": "____________",
}
