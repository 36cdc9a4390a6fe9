"""Addresses of releases."""

from django.urls import path

from concord.information.releases import views

app_name = "releases"
urlpatterns = [
    path("releases/", views.index, name="list"),
    path("releases/new/", views.new, name="new"),
    path("releases/sheet/", views.blank_sheet, name="blank_sheet"),
    path("releases/received/", views.received_list, name="received_list"),
    path("releases/received/<str:reference>/", views.received, name="received"),
    path("releases/<str:reference>/", views.one, name="one"),
    path("releases/<str:reference>/sheet/", views.sheet, name="sheet"),
    path("releases/<str:reference>/narrow/", views.narrow, name="narrow"),
    path("releases/<str:reference>/withdraw/", views.withdraw, name="withdraw"),
]
