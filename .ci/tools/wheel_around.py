"""Writes a wheel around a program that is built already, in the form that maturin gives it, for tests of those who install one.

`wheel_around.py PROGRAM ROOT FOLDER`; that the sources make such a wheel is a test of its own (consumers.d/wheel.sh).
"""

import base64
import hashlib
import re
import sys
import sysconfig
import zipfile
from pathlib import Path

program, root, folder = map(Path, sys.argv[1:])
version = re.search(r'^version = "(.+)"$', (root / "Cargo.toml").read_text(), re.M)[1]
platform = re.sub(r"[-.]", "_", sysconfig.get_platform())
name = f"recount_lint-{version}"
info = f"{name}.dist-info"
files = {
    f"{name}.data/scripts/{program.name}": program.read_bytes(),
    f"{info}/METADATA": f"Metadata-Version: 2.1\nName: recount-lint\nVersion: {version}\n".encode(),
    f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: recount\nRoot-Is-Purelib: false\nTag: py3-none-{platform}\n".encode(),
}
record = []
folder.mkdir(parents=True, exist_ok=True)
with zipfile.ZipFile(folder / f"{name}-py3-none-{platform}.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(content)}\n")
        entry = zipfile.ZipInfo(path)
        entry.external_attr = (0o100755 if "/scripts/" in path else 0o100644) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        wheel.writestr(entry, content)
    wheel.writestr(f"{info}/RECORD", "".join(record) + f"{info}/RECORD,,\n")
