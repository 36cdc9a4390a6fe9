"""Pages over several rooms, and pages for everybody."""

from django.urls import path

from concord.pages.views import gallery, handover, home, network, start, today, tonight, windows

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("safety/", home.safety, name="safety"),
    path("tonight/", tonight.show, name="tonight"),
    path("tonight/sheet/", tonight.sheet, name="sheet"),
    path("tonight/handover/", handover.show, name="handover"),
    path("tonight/handover/done/", handover.hand_over, name="hand_over"),
    path("today/", today.show, name="today"),
    path("today/openings/", today.set_opening, name="set_opening"),
    path("today/openings/same/", today.still_right, name="still_right"),
    path("network/", network.show, name="network"),
    path("network/start/", start.show, name="start"),
    path("network/start/kit/", start.kit, name="kit"),
    path("network/start/costs/", start.costs, name="costs"),
    path("network/start/<slug:step>/", start.settle, name="settle"),
    path("network/regions/", network.add_region, name="add_region"),
    path("network/holidays/", network.holidays, name="holidays"),
    path("network/holidays/end/", network.end_holiday, name="end_holiday"),
    path("network/times/", windows.show, name="windows"),
    path("network/times/<slug:matter>/<slug:step>/", windows.change, name="window"),
    path("network/letters/", network.letters, name="letters"),
    path("gallery/", gallery.show, name="gallery"),
]
