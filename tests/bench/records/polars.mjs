// Polars: polars.mjs cells|weighted|wide KIND FILE THREADS CELLS, with nodejs-polars in $RECORDS_PEERS and
// $POLARS_MAX_THREADS set by run.py.  Raw spellings are grouped first and then joined with their meaning.
// It reads UTF-8 only.
import { createRequire } from "node:module";
import { age, axes, spellings } from "./words.mjs";

const require = createRequire(`${process.env.RECORDS_PEERS}/`);
const pl = require("nodejs-polars");
const [job, , file, , out] = process.argv.slice(2);
const kept = axes(job);
const weighted = job === "weighted";
const text = Object.fromEntries([...kept, "age"].map((name) => [name, pl.Utf8]));
const meanings = Object.entries(spellings).flatMap(([code, words]) => words.map((word) => [word, code]));
const years = Array.from({ length: 90 }, (_, i) => [String(i), age.find(([, below]) => i < below)[0]]);
const pairs = (from, to, list) => pl.DataFrame({ [from]: list.map((x) => x[0]), [to]: list.map((x) => x[1]) });

const raw = pl.scanCSV(file, { schema: undefined, inferSchemaLength: 0, quoteChar: '"' })
  .select(...[...kept, ...(weighted ? ["weight"] : [])].map((name) => pl.col(name)))
  .withColumns(...(weighted ? [pl.col("weight").cast(pl.Float64)] : [pl.lit(1).alias("weight")]))
  .groupBy(kept).agg(weighted ? pl.col("weight").sum() : pl.col("weight").count())
  .collectSync()
  .withColumns(pl.col("sex").fillNull(""), pl.col("age").fillNull(""));
const cells = raw
  .join(pairs("sex", "code", meanings), { on: "sex", how: "inner" })
  .join(pairs("age", "band", [...years, ["", "unknown"]]), { on: "age", how: "inner" })
  .drop("sex").drop("age").rename({ code: "sex", band: "age" })
  .groupBy(kept).agg(pl.col("weight").sum().alias("value"))
  .sort(kept);
cells.writeCSV(out);
