"""What the browser may keep, and that texts travel compressed."""

import pytest
from django.conf import settings
from django.test import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware


@pytest.fixture
def served(tmp_path):
    """The web server's answers for a build of two files."""
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "index-DO1NYJI1.js").write_text("let plain;")
    (assets / "index-DO1NYJI1.js.gz").write_bytes(b"gz")
    (tmp_path / "sw.js").write_text("let worker;")
    with override_settings(WHITENOISE_ROOT=str(tmp_path), WHITENOISE_USE_FINDERS=False, WHITENOISE_AUTOREFRESH=False):
        yield WhiteNoiseMiddleware(lambda request: None).files


def headers(served, url, **asked):
    static = served[url]
    asked = {f"HTTP_{name.upper()}": value for name, value in asked.items()}
    answer = static.get_response("GET", asked)
    answer.file.close()
    return dict(answer.headers)


def test_files_named_by_their_content_are_kept_for_ever_and_the_worker_is_not(served):
    assert "immutable" in headers(served, "/assets/index-DO1NYJI1.js")["Cache-Control"]
    assert "immutable" not in headers(served, "/sw.js")["Cache-Control"]
    assert callable(settings.WHITENOISE_IMMUTABLE_FILE_TEST)


def test_a_compressed_neighbour_is_handed_out(served):
    assert headers(served, "/assets/index-DO1NYJI1.js", accept_encoding="gzip")["Content-Encoding"] == "gzip"
