"""`concord doctor` as a page: the same findings in the same words, for whoever settles the network."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from concord.config import doctor
from concord.foundation.access.doors import door, respond


@door("network.manage")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Ask every check as this process sees it; a finding names settings and folders, never what they hold."""
    found = list(doctor.findings(doctor.situation()))
    context = {"findings": found, "problems": sum(len(problems) for _name, problems in found)}
    return respond(request, "config/doctor.html", context)


app_name = "config"
urlpatterns = [path("network/check/", show, name="doctor")]
