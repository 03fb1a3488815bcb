"""Nothing grows with the number of calls, and threads do not disturb each other."""
import gc
import threading
import time
import tracemalloc
import unittest

import gdcs
from support import SANITIZED, numpy, resident

ROUNDS = 2000 if SANITIZED else 10000
TRACED = 500
SCHEMA = {"columns": [{"name": "sex", "concept": "sex", "scheme": "sdmx"},
                      {"name": "n", "concept": "count"}]}


def frames():
    frame = gdcs.Frame({"sex": ["F", "M", None], "x": [1.0, 2.0, 3.0], "n": [1, 2, 3]},
                       meta={"source": "here"})
    frame["sex"].to_list()
    frame.copy().render()
    if numpy:
        frame["x"].to_numpy().sum()


def shares():
    gdcs.share(3, 5, unknown=2)
    gdcs.share([1.0, 2.0], [3.0, 4.0])


def tables():
    table = gdcs.Table(["sex", "area"], meta={"source": "here"})
    table["F", "FR"], table["M", "FR"] = 1, 2
    table.merge(table.copy())
    table.margin("sex").to_frame().to_dict()
    table.share(["area"])
    for _ in table:
        pass


def files():
    gdcs.read_csv(b"sex,n\nF,1\nM,2\n", SCHEMA).write_csv()
    gdcs.read_csv(b"sex,n\nF,1\nM,2\n", SCHEMA, as_="frame").write_json()


def failures():
    for wrong in (lambda: gdcs.share(0, 0), lambda: gdcs.Frame({"x": [1]})["y"],
                  lambda: gdcs.read_csv(b"sex,n\nX,1\n", SCHEMA),
                  lambda: gdcs.Table(["sex"])["F", "M"],
                  lambda: gdcs.Frame({"person_key": ["a"]}).render()):
        try:
            wrong()
        except gdcs.Error:
            pass


class Leaks(unittest.TestCase):
    def grown(self, work):
        """Bytes that Python, and that the process, hold more after many calls than after some.

        The first calls fill caches of Python's own; they are over before it is measured.
        """
        def run(times):
            for _ in range(times):
                work()
            gc.collect()
        tracemalloc.start()
        try:
            run(TRACED // 2)
            before = tracemalloc.get_traced_memory()[0]
            run(TRACED)
            held = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()
        run(ROUNDS // 10)
        pages = resident()
        run(ROUNDS)
        return held, resident() - pages if pages is not None else None

    def assertStable(self, work):
        held, pages = self.grown(work)
        # Less than 20 bytes a call in Python, less than 100 of the process: any leak is larger.
        self.assertLess(held, TRACED * 20)
        if pages is not None and not SANITIZED:
            self.assertLess(pages, ROUNDS * 100)

    def test_frames(self):
        self.assertStable(frames)

    def test_statistics(self):
        self.assertStable(shares)

    def test_tables(self):
        self.assertStable(tables)

    def test_files(self):
        self.assertStable(files)

    def test_failures(self):
        self.assertStable(failures)

    def test_a_leak_would_be_seen(self):
        kept = []
        with self.assertRaises(AssertionError):
            self.assertStable(lambda: kept.append(gdcs.Frame({"x": [1]})))

    @unittest.skipIf(SANITIZED or resident() is None, "memory of the process is not comparable")
    def test_a_leak_of_the_library_would_be_seen(self):
        def lose():
            gdcs.Frame({"x": [1]})._handle = None
        with self.assertRaises(AssertionError):
            self.assertStable(lose)


class Threads(unittest.TestCase):
    def run_in(self, count, work):
        wrong = []

        def guarded(number):
            try:
                work(number)
            except Exception as failure:  # to be shown by the test that waits
                wrong.append(failure)
        threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_one_frame_is_read_by_many(self):
        frame = gdcs.Frame({"sex": ["F", "M"] * 50, "x": list(range(100))})
        expected = frame.to_dict()

        def work(number):
            for _ in range(100):
                if frame.to_dict() != expected or len(frame) != 100:
                    raise AssertionError(number)
        self.run_in(8, work)

    def test_errors_stay_with_their_thread(self):
        def work(number):
            for _ in range(300):
                try:
                    gdcs.share([1.0] * number + [-1.0], 1.0)
                except gdcs.DataError as failure:
                    if failure.row != number + 1:
                        raise AssertionError(f"{failure.row} in thread {number}")
        self.run_in(8, work)

    def test_partial_tables_of_threads_merge_to_the_whole(self):
        parts = [gdcs.Table(["sex", "area"]) for _ in range(4)]

        def work(number):
            for row in range(500):
                parts[number].add(("F" if row % 3 else "M", str(row % 7)))
        self.run_in(4, work)
        whole = gdcs.Table(["sex", "area"])
        for part in parts:
            whole.merge(part)
        self.assertEqual(sum(cell.value for _, cell in whole), 2000)

    def test_the_interpreter_is_free_while_the_library_works(self):
        """A long call does not keep another thread from running."""
        n, ticks, done = 400000, [], threading.Event()
        inputs = gdcs.Frame({"w": [3.0] * n})["w"]

        def tick():
            while not done.is_set():
                ticks.append(time.perf_counter())
                time.sleep(0.001)
        watcher = threading.Thread(target=tick)
        watcher.start()
        begin = time.perf_counter()
        gdcs.share(inputs, inputs, method="clopper_pearson")
        end = time.perf_counter()
        done.set()
        watcher.join()
        # Were it not free, not one would fall well inside.
        margin = (end - begin) / 4
        inside = [moment for moment in ticks if begin + margin < moment < end - margin]
        self.assertGreater(len(inside), 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
