from django.urls import path

from concord.foundation.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.show, name="list"),
    path("notices/read/", views.mark_read, name="mark_read"),
    path("notices/mail/", views.set_mail, name="mail"),
]
