"""pip installs the package without network, and what is installed works elsewhere."""
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)
import pep517_backend  # noqa: E402

LIBRARY = os.environ["GDCS_LIBRARY"]
TRY = ("import gdcs, os; print(os.path.dirname(gdcs.__file__)); print(gdcs.__version__); "
       "print(gdcs.Frame({'sex': ['F']}).to_dict())")


def run(*command, **environment):
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    kept.update(PIP_NO_INDEX="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_CACHE_DIR="1")
    kept.update(environment)
    kept = {name: value for name, value in kept.items() if value is not None}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          universal_newlines=True, env=kept, cwd=tempfile.gettempdir()).stdout


class Wheel(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = held.name

    def built(self, **environment):
        before = dict(os.environ)
        os.environ.pop("GDCS_BUNDLE", None)
        os.environ.update(environment)
        try:
            name = pep517_backend.build_wheel(self.folder)
        finally:
            os.environ.clear()
            os.environ.update(before)
        return name, zipfile.ZipFile(os.path.join(self.folder, name))

    def test_it_is_pure_and_lists_every_file(self):
        name, wheel = self.built()
        with wheel:
            self.assertTrue(name.endswith("-py3-none-any.whl"))
            names = wheel.namelist()
            self.assertEqual(len(names), len(set(names)))
            record = wheel.read(names[-1]).decode().split()
            self.assertEqual([line.split(",")[0] for line in record], names)
            self.assertIn("gdcs/_abi.py", names)
            self.assertIn("gdcs/py.typed", names)
            self.assertIn("gdcs/__init__.pyi", names)
            self.assertEqual([name for name in names if "pycache" in name or "tests" in name], [])

    def test_it_is_the_same_every_time(self):
        contents = set()
        for _ in range(2):
            name, wheel = self.built()
            wheel.close()
            contents.add(pep517_backend.read(os.path.join(self.folder, name)))
        self.assertEqual(len(contents), 1)

    def test_a_bundled_library_makes_it_belong_to_the_platform(self):
        name, wheel = self.built(GDCS_BUNDLE=LIBRARY)
        with wheel:
            self.assertNotIn("-any.whl", name)
            self.assertTrue([name for name in wheel.namelist() if "libgdcs" in name])

    def test_it_works_where_it_is_unpacked(self):
        name, wheel = self.built(GDCS_BUNDLE=LIBRARY)
        with wheel:
            wheel.extractall(self.folder)
        said = run(sys.executable, "-c", TRY, PYTHONPATH=self.folder, GDCS_LIBRARY=None)
        self.assertEqual(said.splitlines(), [os.path.join(self.folder, "gdcs"),
                                             pep517_backend.version(), "{'sex': ['F']}"])

    def test_the_source_archive_builds_by_itself(self):
        name = pep517_backend.build_sdist(self.folder)
        with tarfile.open(os.path.join(self.folder, name)) as archive:
            safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            archive.extractall(self.folder, **safe)
        inside = os.path.join(self.folder, name[:-len(".tar.gz")])
        self.assertTrue(os.path.exists(os.path.join(inside, "PKG-INFO")))
        code = "import pep517_backend as b; print(b.build_wheel('.'))"
        done = subprocess.run([sys.executable, "-c", code], cwd=inside, check=True,
                              stdout=subprocess.PIPE, universal_newlines=True)
        self.assertIn(".whl", done.stdout)


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.held = tempfile.TemporaryDirectory()
        cls.python = os.path.join(cls.held.name, "venv", "bin", "python")
        try:
            run(sys.executable, "-m", "venv", os.path.join(cls.held.name, "venv"))
        except subprocess.CalledProcessError as failed:
            cls.held.cleanup()
            raise unittest.SkipTest("venv or ensurepip is not available: "
                                    + failed.stdout.strip().splitlines()[0])
        # A copy, so that pip writes nothing beside the sources.
        cls.source = os.path.join(cls.held.name, "source")
        shutil.copytree(ROOT, cls.source, ignore=shutil.ignore_patterns("__pycache__"))

    @classmethod
    def tearDownClass(cls):
        cls.held.cleanup()

    def install(self, *arguments, **environment):
        run(self.python, "-m", "pip", "install", "--force-reinstall", *arguments, **environment)

    def loaded(self, **environment):
        where, version, frame = run(self.python, "-c", TRY, **environment).split("\n", 2)
        self.assertEqual(version, pep517_backend.version())
        self.assertEqual(frame.strip(), "{'sex': ['F']}")
        return where

    def test_plain(self):
        self.install(self.source)
        self.assertIn("site-packages", self.loaded(GDCS_LIBRARY=LIBRARY))

    def test_with_the_library_inside(self):
        self.install(self.source, GDCS_BUNDLE=LIBRARY)
        self.assertIn("site-packages", self.loaded(GDCS_LIBRARY=None))

    def test_editable(self):
        self.install("-e", self.source)
        self.assertEqual(self.loaded(GDCS_LIBRARY=LIBRARY), os.path.join(self.source, "gdcs"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
