import { z } from "zod";
import { StemmaError } from "../model/index.ts";
import { type CsvRow, toCsvRows } from "./csv-rows.ts";
import type { TextFile } from "./import-format.ts";

/** Datasets and what was measured of them, as a file has it; null where a cell is empty. */
export interface ParsedScores {
  readonly metrics: readonly string[];
  readonly rows: readonly { readonly dataset: string; readonly scores: readonly (number | null)[] }[];
}

const Records = z.array(z.record(z.string(), z.unknown()));
const datasetNames = ["dataset", "id", "name"];
const gap = /^(?:-|–|—|n\/?a|nan|null|none)?$/i;

/**
 * Reads a table of datasets by metrics: CSV with a header (comma, semicolon or tab), or a JSON list of objects. The datasets are
 * in the field `dataset`, `id` or `name`, else in the first one.
 *
 * @throws StemmaError `corrupt` that names the file, the line or entry, and what is wrong there.
 */
export function parseScoreTable(file: TextFile): ParsedScores {
  const text = file.text.replace(/^\ufeff/, "");
  const table = /^\s*[[{]/.test(text) ? readJson(file.name, text) : readCsv(file.name, text);
  if (table.metrics.length === 0) throw toBrokenError(file.name, "it has no column of a metric");
  if (table.rows.length === 0) throw toBrokenError(file.name, "it has no row of a dataset");
  return table;
}

function readCsv(name: string, text: string): ParsedScores {
  const [first = ""] = text.split(/\r\n|\r|\n/, 1);
  const separators = [",", ";", "\t"].toSorted((a, b) => first.split(b).length - first.split(a).length);
  const [header, ...rows] = toCsvRows(text, separators[0] ?? ",");
  const columns = header?.cells.map((cell) => cell.trim()) ?? [];
  checkHeader(name, columns);
  const at = toDatasetColumn(columns);
  return {
    metrics: columns.filter((_, column) => column !== at),
    rows: rows.map((row) => readCsvRow(name, columns, row)),
  };
}

function checkHeader(name: string, columns: readonly string[]): void {
  const repeated = columns.find((column, at) => columns.indexOf(column) !== at);
  if (repeated !== undefined) throw toBrokenError(name, `line 1 names the column "${repeated}" twice`);
  if (columns.includes("")) throw toBrokenError(name, "line 1 has a column without a name");
}

function toDatasetColumn(columns: readonly string[]): number {
  return Math.max(
    0,
    columns.findIndex((column) => datasetNames.includes(column.toLowerCase())),
  );
}

function readCsvRow(name: string, columns: readonly string[], { cells, line, isBroken }: CsvRow) {
  if (isBroken) throw toBrokenError(name, `the quotes of line ${line} do not match`);
  if (cells.length !== columns.length) {
    throw toBrokenError(name, `line ${line} has ${cells.length} cells under a header of ${columns.length}`);
  }
  return toRow(name, `line ${line}`, { columns, values: cells });
}

function readJson(name: string, text: string): ParsedScores {
  const records = Records.safeParse(parseJson(name, text)).data;
  if (records === undefined) {
    throw toBrokenError(name, "it is JSON, but no list of objects with a dataset and its figures");
  }
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const at = toDatasetColumn(columns);
  return {
    metrics: columns.filter((_, column) => column !== at),
    rows: records.map((record, position) =>
      toRow(name, `entry ${position + 1}`, { columns, values: columns.map((column) => record[column]) }),
    ),
  };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw toBrokenError(name, `it is no JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
}

interface Cells {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

function toRow(name: string, place: string, { columns, values }: Cells): ParsedScores["rows"][number] {
  const at = toDatasetColumn(columns);
  const dataset = values[at];
  if (typeof dataset !== "string" || dataset.trim() === "") {
    throw toBrokenError(name, `${place} has no dataset in the column "${columns[at]}"`);
  }
  const scores = values.flatMap((value, column) => {
    if (column === at) return [];
    const score = toScore(value);
    if (score !== undefined) return [score];
    throw toBrokenError(name, `${place}, "${columns[column]}": ${JSON.stringify(value)} is no number`);
  });
  return { dataset: dataset.trim(), scores };
}

/** Undefined for what is neither a number nor a gap. */
function toScore(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" && gap.test(value.trim())) return null;
  const score = typeof value === "string" ? Number(value.trim()) : value;
  return typeof score === "number" && Number.isFinite(score) ? score : undefined;
}

function toBrokenError(name: string, problem: string): StemmaError {
  return new StemmaError("corrupt", `${name} is no table of figures: ${problem}`, {
    hint: "write one row per dataset and one column per metric; leave the cell of a missing figure empty",
  });
}
