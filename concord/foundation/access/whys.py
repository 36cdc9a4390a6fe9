"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_AGAIN = _(
    "What you type cannot be read while you type it. Typing it twice finds a slip before it shuts you out."
)
_NEW_PASSWORD = _(
    "It protects what your agency and its partners have been told. Nobody else knows it, and nobody here "
    "can look it up."
)
_CODE = _("A password can be seen or guessed. The code shows that you also hold what belongs to you.")
_PASSKEY_NAME = _("You may add several, on different devices. When one is lost you know which to remove.")

WHYS: dict[str, str | Promise] = {
    "sign_in.login": _(
        "It says who you are, so that your colleagues see who did what. It is the address to which you "
        "were invited."
    ),
    "sign_in.password": _("It shows that it is you. Nobody from the network will ever ask you for it."),
    "sign_in.shared": _(
        "Others may sit down at this screen after you. On a computer that is yours alone you are asked less "
        "often."
    ),
    "confirm.password": _(
        "You are signed in, but you may have left the screen. This way nobody else does it in your name."
    ),
    "change.oldpassword": _(
        "It shows that it is you and not somebody at a screen you left. Without it your password stays "
        "as it is."
    ),
    "change.password1": _NEW_PASSWORD,
    "change.password2": _AGAIN,
    "new.password1": _NEW_PASSWORD,
    "new.password2": _AGAIN,
    "forgotten.email": _(
        "The link for a new password goes to your work address. So only who reads that mail can set one."
    ),
    "enter.code": _CODE,
    "confirm_code.code": _CODE,
    "app.code": _(
        "It shows that the app works before you depend on it. Otherwise you might be shut out next time."
    ),
    "passkey.name": _PASSKEY_NAME,
    "rename.name": _PASSKEY_NAME,
    "member.email": _(
        "The link goes there, and this is how the person signs in. Use the work address, never a private one."
    ),
    "member.name": _(
        "Colleagues and partners see who answered them. Only people who work for a member have a name here."
    ),
    "member.title": _("It tells colleagues what somebody does. You may leave it empty."),
    "member.program": _(
        "Whoever works for one program sends in its name and under its law. Without a program the strictest "
        "law holds."
    ),
    "member.roles": _("A role opens what the work needs and nothing else. You can change it at any time."),
    "lead.email": _(
        "The first invitation goes there, so it must be an address that you have verified. The lead then "
        "invites everybody else."
    ),
    "lead.name": _(
        "The organization and its partners see who speaks for it. Only people who work for a member have a "
        "name here."
    ),
    "organization.name": _(
        "Partners look for it in the directory by this name. Use the one by which callers know it."
    ),
    "organization.kind": _(
        "What an organization is decides what it can take part in. The list is the network's; nothing else "
        "is taken."
    ),
    "organization.regions": _(
        "People ask who serves their part of the state. The organization can change it later."
    ),
    "organization.public_body": _(
        "What a public body reads may have to be given out when somebody asks for it. Senders are told "
        "before they write."
    ),
    "ask.organization_name": _(
        "The backbone office looks up its number and calls back. Nothing is opened before that."
    ),
    "ask.kind": _("What an organization is decides what it can take part in. Choose what fits best."),
    "ask.person_name": _(
        "The office asks for you when it calls. Ninety days after the answer the name is deleted."
    ),
    "ask.work_email": _(
        "It helps to see that you work there. Nothing about a person or a referral is ever sent to it."
    ),
    "key.name": _("When a system is replaced you know which key to end. Name the system, not a person."),
    "key.scopes": _("A key that is lost does as much harm as it may do. Mark only what the system needs."),
    "key.days": _(
        "A key that nobody remembers should end by itself. Your lead can make the next one before that."
    ),
}
