// DuckDB: duckdb.mjs cells|weighted|wide KIND FILE THREADS CELLS, with @duckdb/node-api in $RECORDS_PEERS.
// Spellings are read first, then grouped: faster than the other way round.
import { createRequire } from "node:module";
import { age, axes, spellings } from "./words.mjs";

const require = createRequire(`${process.env.RECORDS_PEERS}/`);
const { DuckDBInstance } = require("@duckdb/node-api");
const [job, kind, file, threads, out] = process.argv.slice(2);
const names = ["id", "country", "region", "year", "month", "court", "role", "sex", "age", "citizenship", "offence",
  "level", "status", "days", "weight", "note", "checked", "batch"];
const latin = kind === "latin";
const kept = axes(job);
const weighted = job === "weighted";
const columns = names.map((name) => `'${name}': '${name === "weight" && weighted ? "DOUBLE" : "VARCHAR"}'`).join(", ");
const source = `read_csv('${file}', header = true, auto_detect = false, columns = {${columns}}, quote = '"',
  escape = '"', delim = '${latin ? ";" : ","}', decimal_separator = '${latin ? "," : "."}',
  new_line = '\\n'${latin ? ", encoding = 'latin-1'" : ""})`;
const sex = "CASE " + Object.entries(spellings).map(([code, words]) =>
  `WHEN coalesce(sex, '') IN (${words.map((w) => `'${w}'`).join(", ")}) THEN '${code}'`).join(" ") + " END AS sex";
const band = "CASE WHEN age IS NULL THEN 'unknown' " + age.map(([label, below]) =>
  `WHEN CAST(age AS INTEGER) < ${below} THEN '${label}'`).join(" ") + " END AS age";
const read = (name) => (name === "sex" ? sex : name === "age" ? band : name);
const coded = `SELECT ${kept.map(read).join(", ")}${weighted ? ", weight" : ""} FROM ${source}`;
const query = `SELECT ${kept.join(", ")}, ${weighted ? "round(sum(weight), 2)" : "count(*)"} AS value
  FROM (${coded}) GROUP BY ALL ORDER BY ALL`;

const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
await connection.run(`COPY (${query}) TO '${out}' (HEADER, DELIMITER ',')`);
connection.closeSync();
