"""Single sign-on of a clinic's staff: OpenID Connect with the clinic's own provider, by allauth.

`provider` is how allauth meets that provider, `claims` what is believed of what it says, `admission` who comes in and as
what, `required` how other ways are closed, `actions` what an administrator sets.
"""
