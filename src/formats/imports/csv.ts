import { StemmaError } from "../../model/index.ts";
import { toCsvRows } from "../csv-rows.ts";
import type { ImportBuilder } from "../import-builder.ts";
import type { ImportFormat, TextFile } from "../import-format.ts";
import type { SourceRecord } from "../record-fields.ts";

const upstreamNames = ["upstream", "source", "from", "parent"];
const downstreamNames = ["downstream", "target", "to", "child"];
const idNames = ["id", "dataset", "name"];

interface Table {
  readonly kind: "nodes" | "edges" | "evidence";
  readonly file: TextFile;
  readonly separator: string;
}

interface Row {
  readonly record: SourceRecord;
  readonly line: number;
}

/** A table of edges, with or without tables of nodes and of evidence; the header says which is which. */
export const csv: ImportFormat = {
  name: "csv",
  meaning: "tables of edges, nodes and evidence with a header, separated by comma, semicolon or tab",
  fits: (files) => files.length > 0 && files.every((file) => findTable(file) !== undefined),
  read: (files, builder) => {
    const tables = files.map(toTable);
    const evidence = toEvidenceByPair(
      tables.filter(({ kind }) => kind === "evidence"),
      builder,
    );
    for (const table of tables.filter(({ kind }) => kind === "nodes")) {
      for (const { record, line } of toRows(table, builder)) {
        builder.addNode(toField(record, idNames), record, toPlace(table, line));
      }
    }
    for (const table of tables.filter(({ kind }) => kind === "edges")) {
      for (const { record, line } of toRows(table, builder)) {
        const ends = toEnds(record);
        const proof = evidence.get(JSON.stringify(ends)) ?? [];
        builder.addEdge(
          ends,
          proof.length === 0 ? record : { ...record, ...toProof(proof) },
          toPlace(table, line),
        );
      }
    }
  },
};

function toTable(file: TextFile): Table {
  const table = findTable(file);
  if (table !== undefined) return table;
  throw new StemmaError("corrupt", `${file.name} has no header that names a column of ids or two of ends`, {
    hint: "the first line must name the columns: upstream,downstream … or id …",
  });
}

function findTable(file: TextFile): Table | undefined {
  const [header = ""] = file.text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/, 1);
  for (const separator of [",", ";", "\t"]) {
    const names = toHeader([...toCsvRows(header, separator)][0]?.cells ?? []);
    const has = (wanted: readonly string[]) => wanted.some((name) => names.includes(name));
    if (has(upstreamNames) && has(downstreamNames)) {
      return { kind: names.includes("document_url") ? "evidence" : "edges", file, separator };
    }
    if (has(idNames)) return { kind: "nodes", file, separator };
  }
  return undefined;
}

function toHeader(cells: readonly string[]): readonly string[] {
  return cells.map((cell) => cell.trim().toLowerCase());
}

function* toRows(table: Table, builder: ImportBuilder): Iterable<Row> {
  let header: readonly string[] | undefined;
  for (const { cells, line, isBroken } of toCsvRows(table.file.text, table.separator)) {
    if (header === undefined) {
      header = toHeader(cells);
    } else if (isBroken) {
      builder.reject("a row whose quotes do not match", cells, toPlace(table, line));
    } else if (cells.length !== header.length) {
      const reason = `a row of ${cells.length} cells under a header of ${header.length}`;
      builder.reject(reason, cells, toPlace(table, line));
    } else {
      const names = header;
      yield {
        record: Object.fromEntries(cells.map((cell, index) => [names[index], toPlainCell(cell)])),
        line,
      };
    }
  }
}

/** Takes off the apostrophe that the writer put before what could be a formula. */
function toPlainCell(cell: string): string {
  return /^'(?:'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n])/.test(cell) ? cell.slice(1) : cell;
}

function toEvidenceByPair(
  tables: readonly Table[],
  builder: ImportBuilder,
): ReadonlyMap<string, readonly SourceRecord[]> {
  const rows = tables.flatMap((table) => [...toRows(table, builder)]);
  return Map.groupBy(
    rows.map(({ record }) => record),
    (record) => JSON.stringify(toEnds(record)),
  );
}

function toProof(records: readonly SourceRecord[]): SourceRecord {
  const urls = records.map((record) => record.document_url).filter((url) => url !== "");
  return { evidence: records.map(toEvidenceText), documents: [...new Set(urls)] };
}

function toEvidenceText(record: SourceRecord): string {
  if (record.kind === "rows") return `${record.measure}: ${record.rows_found} of ${record.rows_of}`;
  if (record.kind === "asserted") return `${record.asserted_by}: ${record.asserted_reason}`;
  return String(record.quote ?? "");
}

function toEnds(record: SourceRecord) {
  return { upstream: toField(record, upstreamNames), downstream: toField(record, downstreamNames) };
}

function toField(record: SourceRecord, names: readonly string[]): unknown {
  return names.map((name) => record[name]).find((value) => value !== undefined);
}

function toPlace({ file }: Table, line: number) {
  return { file: file.name, line, path: null };
}
