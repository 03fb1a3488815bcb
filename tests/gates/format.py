"""clang-format decides layout."""
import subprocess
import sys

from tree import finish, root

files = [str(f.relative_to(root)) for folder in ("lib", "include", "examples", "tests", "bindings")
         for f in sorted((root / folder).rglob("*.[ch]"))]
run = subprocess.run([sys.argv[2], "--dry-run", "--ferror-limit=1", *files], cwd=root,
                     capture_output=True, text=True)
finish([line for line in run.stderr.splitlines() if "clang-formatted" in line])
