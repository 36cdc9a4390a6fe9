"""Words of protocols."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "window_matter_unknown": (_("There is no such kind of matter."), _("Choose one from the list."), ""),
    "window_step_unknown": (_("There is no such step."), _("Choose acknowledging or answering."), ""),
    "holiday_name_missing": (_("The holiday has no name."), _("Give it a name."), ""),
    "holiday_known": (_("This day is a holiday already."), _("Remove it first to rename it."), ""),
}
MATTERS = {
    "standard": _("Standard"),
    "priority": _("Priority"),
    "urgent": _("Urgent"),
    "routine": _("Routine message"),
    "time_sensitive": _("Time-sensitive matter"),
    "policy_clarification": _("Question about a policy"),
    "system_problem": _("Problem of the system"),
    "warm_linkage": _("Joint call"),
}
STEPS = {"acknowledge": _("Acknowledge"), "feedback": _("Answer")}
PROPOSED = _("Not from the source documents")
LOG = {
    "window.set": _("Set a response time"),
    "holiday.added": _("Added a holiday"),
    "holiday.removed": _("Removed a holiday"),
}
