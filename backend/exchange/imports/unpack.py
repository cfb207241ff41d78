"""An upload as files: one, or those within a ZIP; never more in memory than the limits say."""

import zipfile
import zlib
from io import BytesIO

from backend.core.weight import weight
from backend.exchange.fhir.documents import unpacked
from backend.exchange.fhir.problems import Unreadable
from backend.exchange.fhir.read import Contents, read_bytes

# Of what is sent, and of what it unpacks to: a clinic's export for some hundred people. More goes by `import_fhir`.
LARGEST = 32 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_FILES = 500
# Of what the files of one upload take in a worker's memory while they are read; a worker at rest takes about as much.
HEAVIEST = 128 * 1024 * 1024
TOO_HEAVY = (
    f"expected less in one upload: read, this would take more than {HEAVIEST // 1024 // 1024} MB of memory. Send it in parts, or have "
    "the operator import it (import_fhir)"
)
ZIP = b"PK\x03\x04"
MEGABYTES = LARGEST_UNPACKED // 1024 // 1024


def files_of(content: bytes, name: str) -> dict[str, bytes]:
    """name -> content; Unreadable says in words what is wrong with the archive as a whole."""
    if not content.startswith(ZIP):
        return {name: content}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _is_beside(one.filename)]
            if len(members) > MOST_FILES:
                raise Unreadable(f"expected at most {MOST_FILES} files in the archive")
            if any(one.flag_bits & 1 for one in members):
                raise Unreadable("expected an archive without a password")
            out: dict[str, bytes] = {}
            left = LARGEST_UNPACKED
            for one in members:
                with archive.open(one) as file:
                    # Read by its own count: what the archive says of its sizes may not be true.
                    read = file.read(left + 1)
                left -= len(read)
                if left < 0:
                    raise Unreadable(f"expected an archive of at most {MEGABYTES} MB once unpacked")
                out[one.filename[-200:]] = read
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable("expected a whole ZIP archive: this one is cut off or broken") from error
    if not out:
        raise Unreadable("the archive holds no files")
    return out


def _is_beside(name: str) -> bool:
    """What operating systems put into archives beside the files."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] in (".DS_Store", "Thumbs.db")


def read_upload(content: bytes, name: str, source: str = "") -> dict[str, Contents | Unreadable]:
    """What each file says; a file that cannot be read costs itself."""
    try:
        files = files_of(content, name)
    except Unreadable as error:
        return {name: error}
    out: dict[str, Contents | Unreadable] = {}
    left = HEAVIEST
    for part in list(files):
        try:
            inside = unpacked(files.pop(part), LARGEST_UNPACKED)
            left -= weight(inside)
            if left < 0:
                return {name: Unreadable(TOO_HEAVY)}
            out[part] = read_bytes(inside, part, source)
        except Unreadable as error:
            out[part] = error
    return out
