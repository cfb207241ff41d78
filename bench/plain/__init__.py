"""What `bench.load` and `bench.calls` compare with: a project of its own, with Django's and DRF's stock settings.

Nothing of the product is imported here, so nothing that the product does (middleware, sign-in, limits, logs) is in the
comparison. `settings.py` is what `django-admin startproject` writes, with DRF, its token sign-in and a database.
"""
