"""Does the time of a refused sign-in tell who has an account? `python -m bench.door` (some minutes).

Addresses that have an account and that have none are tried in turn, 200 times each, with a wrong password, through the whole
application and with the real hash. Welch's t-test compares the two; the alternative is that their means differ. It is asked of the
time on the wall, which a stranger can see, and of the processor's, which other work on the machine does not blur.
"""

import os
import statistics
import sys
import time

TRIES = 200
P = 0.01


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "toh_tracker.test_settings"
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.hashers import make_password
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    made = setup_databases(verbosity=0, interactive=False)
    try:
        from backend.accounts.models import User

        for number in range(TRIES):
            User.objects.create_user(f"known{number}@example.org", None)
        User.objects.update(password=make_password("the right one"))
        times: dict[str, list[float]] = {"known": [], "unknown": []}
        work: dict[str, list[float]] = {"known": [], "unknown": []}
        client = Client()
        for number in range(TRIES + 5):
            for which in sorted(times, key=lambda name: (number + len(name)) % 2):
                body = {"email": f"{which}{number % TRIES}@example.org", "password": "a wrong one, each time"}
                where = {"REMOTE_ADDR": f"10.{number % 250}.{len(which)}.1"}
                began, worked = time.perf_counter(), time.process_time()
                answer = client.post(
                    "/_allauth/browser/v1/auth/login", body, content_type="application/json", **where
                )
                if number >= 5:  # the first ones load what is loaded once
                    times[which].append(time.perf_counter() - began)
                    work[which].append(time.process_time() - worked)
                assert answer.status_code == 400, answer.content
        print(f"database: {connection.vendor}, {TRIES} tries each")
        return report("wall", **times) | report("processor", **work)
    finally:
        teardown_databases(made, verbosity=0)


def report(what: str, known: list[float], unknown: list[float]) -> int:
    medians = statistics.median(known), statistics.median(unknown)
    means = statistics.fmean(known), statistics.fmean(unknown)
    print(f"{what}: medians {medians[0] * 1000:.1f} and {medians[1] * 1000:.1f} ms with an account and without")
    spread = sum(statistics.variance(one) / len(one) for one in (known, unknown)) ** 0.5
    t = (means[0] - means[1]) / spread
    p = 2 * (1 - statistics.NormalDist().cdf(abs(t)))  # of 400 tries the t distribution is the normal one
    print(
        f"  ratio with an account to without: medians {medians[0] / medians[1]:.4f}, means {means[0] / means[1]:.4f}"
    )
    verdict = "no difference" if p >= P else "THE TIME TELLS WHO HAS AN ACCOUNT"
    print(f"  t = {t:.2f}, p = {p:.3f}: {verdict} at p = {P}")
    return 0 if p >= P else 1


if __name__ == "__main__":
    sys.exit(main())
