// DuckDB: duckdb_frame.mjs frame|keys KIND FILE THREADS COUNTS, with @duckdb/node-api in $RECORDS_PEERS.  The columns
// are those of a table in memory.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.RECORDS_PEERS}/`);
const { DuckDBInstance } = require("@duckdb/node-api");
const [job, kind, file, threads, out] = process.argv.slice(2);
const names = ["id", "country", "region", "year", "month", "court", "role", "sex", "age", "citizenship", "offence",
  "level", "status", "days", "weight", "note", "checked", "batch"];
const latin = kind === "latin";
const types = { age: "DOUBLE", days: "BIGINT", weight: "DOUBLE" };
const texts = ["country", "role", "sex", "offence", "status"];
const kept = [...texts, ...Object.keys(types), ...(job === "keys" ? ["id"] : [])];
const columns = names.map((name) => `'${name}': '${types[name] ?? "VARCHAR"}'`).join(", ");
const source = `read_csv('${file}', header = true, auto_detect = false, columns = {${columns}}, quote = '"',
  escape = '"', delim = '${latin ? ";" : ","}', decimal_separator = '${latin ? "," : "."}',
  new_line = '\\n'${latin ? ", encoding = 'latin-1'" : ""})`;

const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
await connection.run("SET preserve_insertion_order = true");
await connection.run(`CREATE TABLE frame AS SELECT ${kept.join(", ")} FROM ${source}`);
const counts = texts.map((name) =>
  `SELECT '${name}' AS "column", coalesce(${name}, '') AS what, count(*)::DOUBLE AS value FROM frame GROUP BY ALL`);
const numbers = Object.keys(types).map((name) =>
  `SELECT '${name}', unnest(['sum', 'missing']), unnest([round(sum(${name}), 2), count(*) - count(${name})]) FROM frame`);
const keys = job === "keys" ? ["SELECT 'id', 'distinct', count(DISTINCT id) FROM frame"] : [];
await connection.run(`COPY (${[...counts, ...numbers, ...keys].join(" UNION ALL ")}) TO '${out}' (HEADER, DELIMITER ',')`);
connection.closeSync();
