"""How far a reading is, and its end by another thread or by KeyboardInterrupt."""
import gzip
import os
import pathlib
import signal
import tempfile
import threading
import time
import unittest

import gdcs

SCHEMA = {"columns": [{"name": "n", "concept": "count"}]}
LINES = 200_000
TEXT = b"n\n" + b"".join(b"%07d\n" % i for i in range(LINES))


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, raw):
        path = self.folder / f"{len(list(self.folder.iterdir()))}.csv"
        path.write_bytes(raw)
        return path

    def held_pipe(self):
        """A pipe with a beginning, of which the end does not come."""
        path = self.folder / "pipe"
        os.mkfifo(path)
        ends = []

        def fill():
            ends.append(os.open(path, os.O_WRONLY))
            os.write(ends[0], TEXT[:30_000])

        thread = threading.Thread(target=fill)
        thread.start()
        self.addCleanup(lambda: (thread.join(), os.close(ends[0])))
        return path


class Looked(Files):
    def test_all_was_read_at_the_end(self):
        progress, packed = gdcs.Progress(), gzip.compress(TEXT, 1)
        self.assertEqual(progress.get(), (0, 0, 0, 0, 0, False))
        for source in (self.file(TEXT), self.file(packed), TEXT, packed):
            gdcs.read_csv(source, SCHEMA, progress=progress)
        size = 2 * (len(TEXT) + len(packed))
        self.assertEqual(progress.get(), (size, size, 4 * LINES, 4, 4, False))
        self.assertEqual(repr(progress), f"Progress({size} of {size} bytes, {4 * LINES} records)")

    def test_a_second_thread_sees_it_grow(self):
        progress, seen = gdcs.Progress(), []
        path = self.held_pipe()

        def look():
            while not seen or seen[-1].bytes < 30_000:
                seen.append(progress.get())
                time.sleep(0.001)
            progress.cancel()

        thread = threading.Thread(target=look)
        thread.start()
        with self.assertRaises(gdcs.CancelledError) as caught:
            gdcs.read_csv(path, SCHEMA, progress=progress)
        thread.join()
        self.assertEqual((caught.exception.name, caught.exception.status),
                         ("GDCS_E_CANCELLED", 600))
        self.assertEqual(seen, sorted(seen, key=lambda state: state.bytes))
        self.assertEqual((seen[-1].bytes_all, seen[-1].files), (None, 0))
        with self.assertRaises(gdcs.CancelledError):
            gdcs.read_csv(b"n\n1\n", SCHEMA, progress=progress)


class Interrupted(Files):
    def test_an_interrupt_ends_a_reading_that_waits(self):
        for options in ({}, {"progress": gdcs.Progress()}):
            path = self.held_pipe()
            timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
            timer.start()
            begun = time.monotonic()
            with self.assertRaises(KeyboardInterrupt):
                gdcs.read_csv(path, SCHEMA, **options)
            self.assertLess(time.monotonic() - begun, 10)
            timer.join()
            self.doCleanups()
            self.setUp()

    def test_another_thread_reads_in_place(self):
        path, results = self.file(TEXT), []
        thread = threading.Thread(
            target=lambda: results.append(gdcs.read_csv(path, SCHEMA).reading.rows))
        thread.start()
        thread.join()
        self.assertEqual(results, [LINES])

    def test_what_is_wrong_is_raised_as_ever(self):
        with self.assertRaises(gdcs.DataError) as caught:
            gdcs.read_csv(TEXT + b"x\n", SCHEMA)
        self.assertEqual(caught.exception.row, LINES + 2)


if __name__ == "__main__":
    unittest.main()
