"""pandas: pandas_frame.py frame|keys KIND FILE THREADS COUNTS.  Texts of few words are categories."""
import sys

import pandas as pd

job, kind, path, _, out = sys.argv[1:]
TEXTS = ["country", "role", "sex", "offence", "status"]
latin = kind == "latin"
types = {**dict.fromkeys(TEXTS, "category"), "age": float, "days": "int64", "weight": float}
if job == "keys":
    types["id"] = str
frame = pd.read_csv(path, usecols=list(types), dtype=types, keep_default_na=False, na_values={"age": [""]},
                    sep=";" if latin else ",", decimal="," if latin else ".", encoding="latin-1" if latin else "utf-8")
with open(out, "w", encoding="utf-8") as file:
    file.write("column,what,value\n")
    for name in TEXTS:
        for word, n in frame[name].value_counts().items():
            file.write(f"{name},{word},{n}\n")
    for name in ("age", "days", "weight"):
        file.write(f"{name},sum,{frame[name].sum():.2f}\n{name},missing,{frame[name].isna().sum()}\n")
    if job == "keys":
        file.write(f"id,distinct,{frame['id'].nunique()}\n")
