"""Margins and a collapse of a seeded table by pandas and math.fsum (exactly rounded sums).

python3 table.py > table.csv
"""
import math
import random

import pandas

random.seed(20240101)
rows = [(area, sex, age, round(random.uniform(0, 500), 3))
        for area in ("AT", "BE", "CY", "DK")
        for sex in ("F", "M", "_O", "_U")
        for age in ("Y0-17", "Y18-24", "Y25-64", "Y65+")
        if random.random() < 0.8]
table = pandas.DataFrame(rows, columns=["area", "sex", "age", "value"])


def show(name, frame):
    for row in frame.itertuples(index=False):
        cells = row._asdict()
        print(",".join([name] + [cells.get(axis, "*") for axis in ("area", "sex", "age")]
                       + [repr(float(cells["value"]))]))


def margin(frame, keep):
    if not keep:
        return pandas.DataFrame({"value": [math.fsum(frame["value"])]})
    return frame.groupby(keep)["value"].agg(math.fsum).reset_index()


print("result,area,sex,age,value")
show("cells", table)
for keep in (["area"], ["sex"], ["age"], ["area", "sex"], ["sex", "age"], ["area", "age"], []):
    show("margin", margin(table, keep))
joined = table.replace({"age": {"Y0-17": "young", "Y18-24": "young"}})
show("collapse", margin(joined[joined["age"] != "Y65+"], ["area", "sex", "age"]))
