"""The sheet in Spanish. See `sheet_words` for what the names in braces stand for."""

from typing import Final

# point -> (heading, sentences)
POINTS: Final = {
    "what": (
        "Qué se contaría",
        (
            "Solo lo que está marcado en esta hoja. Su nombre, su dirección, su teléfono y su "
            "historia no se ponen en el sistema que comparten los dos lugares."
        ),
    ),
    "who": (
        "Quién lo cuenta y a quién",
        (
            "Solo {owner} lo cuenta y solo {recipient} lo recibe. Puede usarlo para ayudarle y no "
            "puede pasarlo a nadie más. Para cualquier otro lugar le preguntaríamos de nuevo."
        ),
    ),
    "why": (
        "Para qué",
        "{purpose}",
    ),
    "how_long": (
        "Por cuánto tiempo",
        (
            "Hasta {until}, y nunca más de {days} días. Usted puede terminarlo o permitir menos en "
            "cualquier momento: díganoslo de la manera que quiera y lo hacemos enseguida. No tiene "
            "que decir por qué. Lo que ya se contó no se puede deshacer."
        ),
    ),
    "saying_no": (
        "Puede decir que no",
        (
            "Decir que no no cambia en nada la ayuda que recibe de nosotros. Anotamos solamente que "
            "dijo que no, nunca por qué, y {recipient} no se entera."
        ),
    ),
    "limits": (
        "Límites de la confidencialidad",
        (
            "En pocos casos la ley puede obligarnos a informar sin preguntarle, por ejemplo cuando se"
            " está lastimando a un niño o una niña, cuando alguien corre peligro inmediato o cuando "
            "lo ordena un juez. Pregúntenos cuáles son esos casos antes de contarnos más."
        ),
    ),
    "where_kept": (
        "Dónde se guarda",
        (
            "Este papel firmado se queda en {owner}. El sistema compartido guarda solamente que usted"
            " estuvo de acuerdo, con qué y hasta cuándo. No contiene ningún nombre, ninguna firma ni "
            "copia de este papel."
        ),
    ),
    "same_help": (
        "La misma ayuda sin esto",
        (
            "Usted puede llamar directamente a {recipient}, o podemos llamar con usted y es usted "
            "quien habla. Entonces no se envía nada, y la ayuda es la misma."
        ),
    ),
    "recipient_duties": (
        "Qué podrían tener que hacer con esto",
        "{duties}",
    ),
}
PURPOSES: Final = {
    "referral": "Para que {recipient} vea si puede ayudarle y cómo.",
    "joint_call": "Para que {owner} y {recipient} puedan hablar junto con usted.",
    "coordination": "Para que {owner} y {recipient} acuerden quién hace qué para ayudarle.",
    "conference": "Para preparar una reunión sobre su plan, que usted dirige.",
    "report_back": "Para que {recipient} sepa si usted y {owner} lograron comunicarse.",
}
ITEMS: Final = {
    "service_needed": "Qué tipo de ayuda necesita",
    "how_soon": "Con qué urgencia la necesita",
    "purpose": "Qué les pedimos que hagan",
    "interpreter_language": "El idioma en que quiere hablar",
    "accessibility_needs": "Qué necesita para que un lugar o una conversación le sean accesibles",
    "cultural_preference": "Qué es importante para usted en su cultura o su fe",
    "safe_contact": "Cuándo y cómo es seguro comunicarse con usted (no su número)",
    "household_size": "Cuántas personas necesitan un lugar",
    "housing_situation": "Si necesita un lugar donde quedarse",
    "area": "La zona general en que busca ayuda",
    "referral_source": "A qué tipo de lugar acudió primero",
    "information_basis": "Cómo sabemos lo que contamos",
    "answer": "Si le ofrecen ayuda",
    "handoff_state": "Si ya hubo una primera conversación",
    "needs_met": "Cómo se atienden sus necesidades de idioma y acceso",
    "connection_result": "Qué resultó de ello",
}
DUTIES: Final = {
    "police": (
        "La policía puede tener que escribir un informe y actuar según lo que escucha, aunque "
        "usted no lo quiera. Lo que escribe se puede usar en un tribunal, y la persona que le "
        "hizo daño podría llegar a leerlo."
    ),
    "prosecutor": (
        "La fiscalía actúa en nombre del público y no le representa a usted. Puede tener que "
        "entregar lo que escucha al abogado de la persona acusada, y puede seguir con un caso "
        "aunque usted no lo quiera."
    ),
    "court": (
        "Lo que llega a un tribunal puede pasar a formar parte de su expediente. Por lo general "
        "ambas partes pueden leerlo, y algunas partes pueden estar abiertas a cualquiera."
    ),
    "public_body": (
        "{recipient} es una oficina pública. Lo que recibe puede convertirse en un documento "
        "público, y la ley puede obligarla a dar una copia a quien la pida."
    ),
    "child_protection": (
        "La oficina de protección de menores tiene que investigar lo que escucha cuando un niño o"
        " una niña podría estar en peligro. Puede abrir un expediente, hablar con sus hijos e "
        "informar a un tribunal de lo que sabe."
    ),
    "hospital_portal": (
        "Un hospital o una clínica puede escribir lo que escucha en su historia clínica. Entonces"
        " puede aparecer en el portal de internet o en una factura, donde alguien que use su "
        "cuenta o su seguro podría verlo. Usted puede pedir que no aparezca en el portal."
    ),
    "school": (
        "Una escuela o universidad puede tener que informar de lo que escucha a la oficina que "
        "investiga el acoso y las agresiones. Lo que guarda puede pasar al expediente escolar, "
        "que el padre o la madre de un estudiante menor de 18 años puede pedir ver."
    ),
    "none": (
        "No sabemos de ninguna obligación especial de {recipient} de pasar a otros lo que se le "
        "cuenta, fuera de los límites ya mencionados. Usted puede preguntárselo antes de que se "
        "cuente nada."
    ),
}
TEXTS: Final = {
    "heading": "Su decisión sobre lo que se cuenta",
    "intro": (
        "{owner} quisiera contarle a {recipient} algo sobre usted para que puedan ayudarle. Usted"
        " decide. No se cuenta nada antes de que diga que sí. Pregunte todo lo que no esté claro."
    ),
    "items": "Qué se puede contar (marque con qué está de acuerdo)",
    "second": "Segunda parte: informar de vuelta",
    "second_text": (
        "Esta es una decisión aparte. {recipient} puede contarle a {owner} lo siguiente, hasta "
        "{until}. {recipient} guarda una copia firmada de esta parte."
    ),
    "yes": "Sí",
    "no": "No",
    "end": "Para terminarlo o permitir menos",
    "end_text": (
        "Dígaselo a cualquier persona que trabaje en {owner}, de palabra o como quiera. Termina enseguida."
    ),
    "signatures": "Firmas, solo en papel",
    "understood": "Me lo explicaron en un idioma que entiendo y respondieron a mis preguntas.",
    "signature": "Firma o marca",
    "date": "Fecha",
    "guardian": "Padre, madre o tutor, si hace falta (nunca quien causa el daño)",
    "worker": "Persona que explicó esto",
    "interpreter": "Intérprete, si hubo",
    "copy": "Usted recibe una copia si es seguro para usted tenerla.",
    "blank_day": "____________",
}
