"""SDMX files to tables and frames and back, beside a slow reader of the same text."""
import csv
import io
import json
import unittest

import gdcs

LINEAR = ("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,sex,Sex,geo,Place,TIME_PERIOD,Time,OBS_VALUE,Value,"
          "OBS_FLAG,Flag\r\n"
          "dataflow,ESTAT:X(1.0),Prisoners,F,Females,AT,Austria,2021,,517,,,\r\n"
          "dataflow,ESTAT:X(1.0),Prisoners,M,Males,AT,Austria,2021,,7823,,b,\r\n"
          "dataflow,ESTAT:X(1.0),Prisoners,T,Total,AT,Austria,2021,,,,u,\r\n")
TSV = "sex,geo\\TIME_PERIOD\t2020 \t2021 \nF,AT\t12 b\t: c\nM,AT\t0n\t13.5 bu\n"


def slow_linear(text):
    cells = {}
    for row in csv.DictReader(io.StringIO(text)):
        sex = {"T": "_T"}.get(row["sex"], row["sex"])
        cells[sex, row["geo"], row["TIME_PERIOD"]] = row["OBS_VALUE"]
    return cells


def slow_tsv(text):
    lines = text.splitlines()
    periods = [p.strip() for p in lines[0].split("\t")[1:]]
    cells = {}
    for line in lines[1:]:
        key, *numbers = line.split("\t")
        for period, number in zip(periods, numbers):
            digits = number.split()[0].rstrip("n")
            cells[tuple(key.split(",")) + (period,)] = "" if digits == ":" else digits
    return cells


def shown(table):
    return {labels: "" if cell.value != cell.value else cell.value
            for labels, cell in table.cells()}


class Sdmx(unittest.TestCase):
    def same(self, slow, table):
        expected = {key: "" if text == "" else float(text) for key, text in slow.items()}
        self.assertEqual(shown(table), expected)

    def test_files_read_as_a_slow_reader_reads_them(self):
        self.same(slow_linear(LINEAR), gdcs.read_sdmx(LINEAR.encode()))
        self.same(slow_tsv(TSV), gdcs.read_sdmx(io.StringIO(TSV)))

    def test_messages_read_as_their_indexes_say(self):
        dimensions = [{"id": "SEX", "values": [{"id": "F", "name": "Women"}, {"id": "M"}]},
                      {"id": "TIME_PERIOD", "values": [{"id": "2020"}, {"id": "2021"}]}]
        observations = {"0:0": [1.5], "1:0": [2], "1:1": [None]}
        message = {"data": {"structures": [{"dimensions": {"observation": dimensions}}],
                            "dataSets": [{"observations": observations}]}}
        table = gdcs.read_sdmx(json.dumps(message).encode())
        slow = {}
        for key, numbers in observations.items():
            labels = tuple(d["values"][int(i)]["id"] for d, i in zip(dimensions, key.split(":")))
            slow[labels] = "" if numbers[0] is None else str(numbers[0])
        self.same(slow, table)

    def test_tables_come_back(self):
        table = gdcs.read_sdmx(LINEAR.encode())
        for labels in ("default", "id", "both", "name"):
            text = table.write_sdmx(labels=labels, structure="ME:X(2.0)")
            back = gdcs.read_sdmx(text.encode())
            self.assertEqual(shown(back), shown(table))
        self.assertEqual(back.meta["source"], "ESTAT:X(1.0)")
        self.assertIn("Prisoners", table.write_sdmx(labels="both"))

    def test_frames_parts_and_refusals(self):
        frame = gdcs.read_sdmx(TSV.encode(), as_="frame")
        self.assertEqual(frame.reading.rows, 4)
        two = b"DATAFLOW,SEX,OBS_VALUE\nX:A(1.0),F,1\nX:B(1.0),F,2\n"
        self.assertEqual(list(shown(gdcs.read_sdmx(two, part="X:B(1.0)")).values()), [2])
        with self.assertRaises(gdcs.Error):
            gdcs.read_sdmx(two)
        with self.assertRaises(ValueError):
            gdcs.read_sdmx(LINEAR.encode()).write_sdmx(labels="both sexes")


if __name__ == "__main__":
    unittest.main()
