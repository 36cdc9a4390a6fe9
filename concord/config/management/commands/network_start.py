"""Makes the first organization and its first person in an empty database: `concord network start`."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from concord.foundation.access import scope
from concord.foundation.access.actions import set_standing
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import actions as accounts
from concord.foundation.accounts.links import invitation_code
from concord.foundation.lib import clock
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations import queries

_JOB = Actor.system("start")
_ROLES = ("backbone_staff", "agency_lead")
_ALL = 4  # the office that runs the site takes part in everything that is not about a person


class Command(BaseCommand):
    help = "Make the office that runs the network and invite its first person; once, in an empty database."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--office", required=True, help="name of the office that runs the network")
        parser.add_argument("--name", required=True, help="name of its first person")
        parser.add_argument("--email", required=True, help="their work address")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.PRODUCTION_SECRET:
            raise CommandError("Set CONCORD_SECRET_KEY first: the link is made with it. See: concord secret")
        now = clock.now()
        with transaction.atomic():
            scope.enter(_JOB)
            if queries.has_any():
                raise CommandError("There is a network already. Its own leads invite people.")
            office = organizations.create_organization(
                name=options["office"], org_type="coalition_backbone", sub_type="backbone", is_backbone=True,
                by=_JOB, now=now,
            )  # fmt: skip
            set_standing(organization_id=office.id, tier=_ALL, switched_off=(), by=_JOB, now=now)
            person = accounts.create_person(email=options["email"], name=options["name"], by=_JOB, now=now)
            organizations.add_membership(
                person=person, organization=office, roles=_ROLES, by=_JOB, now=now, title=""
            )
            invitation = accounts.invite(person=person, by=_JOB, now=now)
        link = reverse("access:join", args=[invitation_code(invitation.id)])
        self.stdout.write(f"{options['office']} runs this network. Open this link within 7 days, once:")
        self.stdout.write(f"{settings.ORIGIN}{link}")
        self.stdout.write(f"Then go on at {settings.ORIGIN}{reverse('pages:start')}")
