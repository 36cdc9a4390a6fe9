"""The addresses of access. allauth looks for its own names, without a room before them: `sign_in`."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from concord.foundation.access.views import (
    invitations,
    keys,
    lock,
    log,
    organizations,
    passwords,
    people,
    second_factor,
    settings,
    sign_in,
)

_allauth = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/key/", sign_in.passkey, name="mfa_login_webauthn"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("confirm/", sign_in.confirm, name="account_reauthenticate"),
    path("confirm/code/", second_factor.confirm_code, name="mfa_reauthenticate"),
    path("confirm/key/", second_factor.confirm_passkey, name="mfa_reauthenticate_webauthn"),
    path("password/", passwords.change, name="account_change_password"),
    path("password/forgotten/", passwords.forgotten, name="account_reset_password"),
    path("password/forgotten/sent/", passwords.forgotten_sent, name="account_reset_password_done"),
    path("password/new/done/", passwords.new_password_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        passwords.new_password,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", second_factor.overview, name="mfa_index"),
    path("second-factor/enter/", second_factor.enter, name="mfa_authenticate"),
    path("second-factor/app/", second_factor.add_app, name="mfa_activate_totp"),
    path("second-factor/app/remove/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path("second-factor/codes/", second_factor.show_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", second_factor.new_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/codes/list.txt", second_factor.codes_file, name="mfa_download_recovery_codes"),
    path("second-factor/keys/", second_factor.passkeys, name="mfa_list_webauthn"),
    path("second-factor/keys/add/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/keys/<int:pk>/remove/", second_factor.remove_passkey, name="mfa_remove_webauthn"),
    path("second-factor/keys/<int:pk>/rename/", second_factor.rename_passkey, name="mfa_edit_webauthn"),
]
_ours = [
    path("lock/", lock.lock, name="lock"),
    path("unlock/", lock.unlock, name="unlock"),
    path("leave/", lock.leave, name="leave"),
    path("join/<str:code>/", invitations.join, name="join"),
    path("second-factor/app/picture.svg", second_factor.app_picture, name="app_picture"),
    path("settings/", settings.show, name="settings"),
    path("settings/display/", settings.display, name="display"),
    path("settings/sign-ins/others/end/", settings.end_others, name="end_other_sessions"),
    path("settings/sign-ins/<slug:reference>/end/", settings.end_session, name="end_session"),
    path("people/", people.show, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<slug:reference>/", people.change, name="person"),
    path("people/<slug:reference>/<slug:step>/", people.ask, name="person_step"),
    path("people/<slug:reference>/<slug:step>/do/", people.take, name="person_step_do"),
    path("organizations/", organizations.show, name="organizations"),
    path("organizations/new/", organizations.register, name="register"),
    path("organizations/<slug:reference>/lead/", organizations.first_lead, name="first_lead"),
    path("requests/<slug:reference>/<slug:decision>/", organizations.decide, name="decide"),
    path("ask/", organizations.ask, name="ask"),
    path("ask/sent/", organizations.asked, name="asked"),
    path("keys/", keys.show, name="keys"),
    path("keys/<slug:reference>/end/", keys.revoke, name="revoke_key"),
    path("log/", log.show, name="log"),
]

urlpatterns: list[URLPattern | URLResolver] = [*_allauth, path("", include((_ours, "access")))]
