"""PEP 517 and PEP 660 back end of a package without compiled parts, in the standard library alone.

The version is that of gdcs/_abi.py, which is generated from include/gdcs/version.h.  If GDCS_BUNDLE
names a library, the wheel carries it and is tagged for this platform.
"""
import base64
import hashlib
import io
import os
import re
import sysconfig
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.join(HERE, "gdcs")
SDIST = ["pyproject.toml", "pep517_backend.py", "README.md", "gdcs", "tests"]
NAMES = {"nt": "gdcs.dll", "posix": "libgdcs.so"}

METADATA = """Metadata-Version: 2.1
Name: gdcs
Version: {version}
Summary: Sex-disaggregated crime and justice statistics: the Python side of libgdcs
License: GPL-3.0-or-later
Classifier: License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)
Classifier: Programming Language :: Python :: 3
Requires-Python: >=3.8
Provides-Extra: numpy
Requires-Dist: numpy; extra == "numpy"
Provides-Extra: pandas
Requires-Dist: pandas; extra == "pandas"
Description-Content-Type: text/markdown

{readme}"""

WHEEL = """Wheel-Version: 1.0
Generator: gdcs
Root-Is-Purelib: {pure}
Tag: {tag}
"""


def read(path):
    with open(path, "rb") as file:
        return file.read()


def version():
    text = read(os.path.join(PACKAGE, "_abi.py")).decode("utf-8")
    numbers = re.search(r"^VERSION = \((\d+), (\d+), (\d+)\)$", text, re.MULTILINE)
    return ".".join(numbers.groups())


def metadata():
    readme = read(os.path.join(HERE, "README.md")).decode("utf-8")
    return METADATA.format(version=version(), readme=readme).encode("utf-8")


def bundled():
    """(name in the wheel, content) of the library to carry, if one is named."""
    path = os.environ.get("GDCS_BUNDLE")
    if not path:
        return []
    suffix = ".dylib" if path.endswith(".dylib") else ""
    return [("gdcs/" + ("libgdcs.dylib" if suffix else NAMES[os.name]), read(path))]


def sources():
    for folder, folders, files in sorted(os.walk(PACKAGE)):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in sorted(files):
            if name.endswith((".py", ".pyi", ".typed")):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, HERE).replace(os.sep, "/"), read(path)


def write_wheel(folder, files, tag):
    """A wheel of (name, content); the same input gives the same bytes."""
    info = f"gdcs-{version()}.dist-info"
    pure = str(tag.endswith("-any")).lower()
    files += [(f"{info}/METADATA", metadata()),
              (f"{info}/WHEEL", WHEEL.format(pure=pure, tag=tag).encode())]
    record = []
    wheel = f"gdcs-{version()}-{tag}.whl"
    with zipfile.ZipFile(os.path.join(folder, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        def put(name, content):
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
        for name, content in files:
            put(name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            record.append(f"{name},sha256={digest.decode()},{len(content)}")
        put(f"{info}/RECORD", "\n".join(record + [f"{info}/RECORD,,", ""]))
    return wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    library = bundled()
    platform = re.sub(r"[-.]", "_", sysconfig.get_platform()) if library else "any"
    return write_wheel(wheel_directory, list(sources()) + library, f"py3-none-{platform}")


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return write_wheel(wheel_directory, [("gdcs.pth", (HERE + "\n").encode())], "py3-none-any")


def build_sdist(sdist_directory, config_settings=None):
    top = f"gdcs-{version()}"

    def clean(member):
        member.mtime, member.uid, member.gid, member.uname, member.gname = 0, 0, 0, "", ""
        return None if "__pycache__" in member.name else member

    with tarfile.open(os.path.join(sdist_directory, top + ".tar.gz"), "w:gz") as archive:
        for name in SDIST:
            archive.add(os.path.join(HERE, name), f"{top}/{name}", filter=clean)
        member, text = tarfile.TarInfo(top + "/PKG-INFO"), metadata()
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text))
    return top + ".tar.gz"
