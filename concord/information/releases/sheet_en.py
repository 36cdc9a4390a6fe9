"""The sheet in English. See `sheet_words` for what the names in braces stand for."""

from typing import Final

# point -> (heading, sentences)
POINTS: Final = {
    "what": (
        "What would be told",
        (
            "Only the things marked on this sheet. Your name, your address, your phone number and "
            "your story are not put into the system that the two places share."
        ),
    ),
    "who": (
        "Who tells, and who is told",
        (
            "Only {owner} tells, and only {recipient} is told. They may use it to help you and may "
            "not pass it on. For any other place you would be asked again."
        ),
    ),
    "why": (
        "Why",
        "{purpose}",
    ),
    "how_long": (
        "For how long",
        (
            "Until {until}, and never longer than {days} days. You can end it or allow less at any "
            "time: tell us in any way, and we act at once. You need not say why. What was already "
            "told cannot be taken back."
        ),
    ),
    "saying_no": (
        "You can say no",
        (
            "Saying no changes nothing about the help you get from us. We note only that you said no,"
            " never why, and {recipient} does not learn of it."
        ),
    ),
    "limits": (
        "Limits to confidentiality",
        (
            "In a few cases the law may make us tell without asking you, for example when a child is "
            "being hurt, when someone is in immediate danger or when a judge orders it. Ask us which "
            "cases these are before you tell us more."
        ),
    ),
    "where_kept": (
        "Where it is kept",
        (
            "This signed paper stays with {owner}. The shared system keeps only that you agreed, to "
            "what and until when. It holds no name, no signature and no copy of this paper."
        ),
    ),
    "same_help": (
        "The same help without it",
        (
            "You can call {recipient} yourself, or we can call together with you and you do the "
            "talking. Nothing is sent then, and the help is the same."
        ),
    ),
    "recipient_duties": (
        "What they may have to do with it",
        "{duties}",
    ),
}
PURPOSES: Final = {
    "referral": "So that {recipient} can see whether and how they can help you.",
    "joint_call": "So that {owner} and {recipient} can speak together with you.",
    "coordination": "So that {owner} and {recipient} can agree who does what to help you.",
    "conference": "So that a meeting about your plan, led by you, can be prepared.",
    "report_back": "So that {recipient} knows whether you and {owner} were connected.",
}
ITEMS: Final = {
    "service_needed": "What kind of help you need",
    "how_soon": "How soon you need it",
    "purpose": "What we ask them to do",
    "interpreter_language": "The language in which you want to speak",
    "accessibility_needs": "What makes a place or a talk accessible to you",
    "cultural_preference": "What matters to you in culture or faith",
    "safe_contact": "When and how it is safe to reach you (not your number)",
    "household_size": "How many people need a place",
    "housing_situation": "Whether you need somewhere to stay",
    "area": "The wider area in which you look for help",
    "referral_source": "What kind of place you came to first",
    "information_basis": "How we know what we pass on",
    "answer": "Whether help is offered to you",
    "handoff_state": "Whether a first talk has taken place",
    "needs_met": "How your language and access needs are met",
    "connection_result": "What came of it",
}
DUTIES: Final = {
    "police": (
        "Police may have to write a report and to act on what they hear, even if you do not want "
        "it. What they write can be used in court, and the person who harmed you may come to read"
        " it."
    ),
    "prosecutor": (
        "A prosecutor acts for the public and is not your lawyer. They may have to give what they"
        " hear to the lawyer of the accused person, and they may go on with a case even if you do"
        " not want it."
    ),
    "court": (
        "What reaches a court can become part of its file. Both sides can usually read that file,"
        " and parts of it may be open to everyone."
    ),
    "public_body": (
        "{recipient} is a public agency. What it receives may become a public record, and the law"
        " may make it give a copy to people who ask."
    ),
    "child_protection": (
        "Child protection must look into what it hears when a child may be in danger. It may open"
        " a file, speak with your children and tell a court what it learns."
    ),
    "hospital_portal": (
        "A hospital or clinic may write what it hears into your health record. It can then appear"
        " in the online portal or on a bill, where somebody who uses your account or your "
        "insurance could see it. You can ask them to keep it out of the portal."
    ),
    "school": (
        "A school or university may have to pass on what it hears to the office that looks into "
        "harassment and assault. What it keeps can become part of a school record, which a parent"
        " of a student under 18 can ask to see."
    ),
    "none": (
        "We know of no special duty of {recipient} to pass on what it is told, beyond the limits "
        "named above. You can ask them before anything is told."
    ),
}
TEXTS: Final = {
    "heading": "Your choice about what is told",
    "intro": (
        "{owner} would like to tell {recipient} something about you, so that they can help. You "
        "decide. Nothing is told before you say yes. Ask about anything that is not clear."
    ),
    "items": "What may be told (mark what you agree to)",
    "second": "Second part: telling back",
    "second_text": (
        "This is a separate choice. {recipient} may tell {owner} the following, until {until}. "
        "{recipient} keeps a signed copy of this part."
    ),
    "yes": "Yes",
    "no": "No",
    "end": "To end it or allow less",
    "end_text": "Tell any worker of {owner}, by voice or in any other way. It ends at once.",
    "signatures": "Signatures, on paper only",
    "understood": "This was explained to me in a language I understand, and my questions were answered.",
    "signature": "Signature or mark",
    "date": "Date",
    "guardian": "Parent or guardian, where needed (never the one who causes harm)",
    "worker": "Worker who explained this",
    "interpreter": "Interpreter, if there was one",
    "copy": "You get a copy if it is safe for you to have one.",
    "blank_day": "____________",
}
