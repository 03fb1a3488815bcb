// Polars: polars_frame.mjs frame|keys KIND FILE THREADS COUNTS, with nodejs-polars in $RECORDS_PEERS and
// $POLARS_MAX_THREADS set by run.py.  Texts of few words are categories.  It reads UTF-8 only.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";

const require = createRequire(`${process.env.RECORDS_PEERS}/`);
const pl = require("nodejs-polars");
const [job, , file, , out] = process.argv.slice(2);
const texts = ["country", "role", "sex", "offence", "status"];
const numbers = { age: pl.Float64, days: pl.Int64, weight: pl.Float64 };
const frame = pl.scanCSV(file, { inferSchemaLength: 0, quoteChar: '"' })
  .select(
    ...texts.map((name) => pl.col(name).cast(pl.Categorical)),
    ...Object.entries(numbers).map(([name, type]) => pl.col(name).cast(type)),
    ...(job === "keys" ? [pl.col("id")] : []),
  )
  .collectSync();
const lines = ["column,what,value"];
for (const name of texts) {
  const counted = frame.select(name).groupBy(name).agg(pl.count(name).alias("n"), pl.col(name).isNull().sum().alias("none"));
  const words = counted.getColumn(name).cast(pl.Utf8).toArray();
  const n = counted.getColumn("n").toArray(), none = counted.getColumn("none").toArray();
  words.forEach((word, i) => lines.push(`${name},${word ?? ""},${word === null ? none[i] : n[i]}`));
}
for (const name of Object.keys(numbers)) {
  const column = frame.getColumn(name);
  lines.push(`${name},sum,${column.sum()}`, `${name},missing,${column.nullCount()}`);
}
if (job === "keys") lines.push(`id,distinct,${frame.getColumn("id").nUnique()}`);
writeFileSync(out, `${lines.join("\n")}\n`);
