import { z } from "zod";
import type { RecordedEnding } from "../../model/index.ts";
import type { ImportBuilder } from "../import-builder.ts";
import type { ImportFormat, TextFile } from "../import-format.ts";
import type { SourceRecord } from "../record-fields.ts";

const Record = z.record(z.string(), z.unknown());

/** A folder with `graph.jsonl` (edges) and `data.jsonl` (datasets), as OpenDataArena publishes its graph. */
export const referenceLayout: ImportFormat = {
  name: "reference-layout",
  meaning: "the published reference layout: graph.jsonl and data.jsonl",
  fits: (files) => files.length > 0 && files.every((file) => findKind(file) !== undefined),
  read: (files, builder) => {
    for (const file of files.filter((one) => findKind(one) !== "edges")) {
      for (const { record, place } of toRecords(file, builder)) {
        builder.addNode(record.name, toNodeRecord(record), place);
      }
    }
    for (const file of files.filter((one) => findKind(one) === "edges")) {
      for (const { record, place } of toRecords(file, builder)) {
        const meta = toMeta(record.meta_info);
        if (meta === undefined) builder.tell("its meta_info is no JSON object", record, place);
        const ends = {
          upstream: record.source,
          downstream: record.target,
          upstreamOnHub: typeof meta?.exists === "boolean" ? meta.exists : null,
        };
        builder.addEdge(ends, toEdgeRecord(meta ?? {}), place);
      }
    }
  },
};

/** By the first line that is an object: an edge has a target and a source, a dataset a name. */
function findKind({ text }: TextFile): "edges" | "nodes" | undefined {
  const [first = ""] = text
    .replace(/^\ufeff/, "")
    .trimStart()
    .split("\n", 1);
  const record = parseRecord(first);
  if (record === undefined) return undefined;
  if (Object.hasOwn(record, "target") && Object.hasOwn(record, "source")) return "edges";
  return Object.hasOwn(record, "name") ? "nodes" : undefined;
}

function* toRecords(file: TextFile, builder: ImportBuilder) {
  const lines = file.text.replace(/^\ufeff/, "").split(/\r\n|\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const place = { file: file.name, line: index + 1, path: null };
    const record = parseRecord(line);
    if (record === undefined) builder.reject("a line that is no JSON object", line, place);
    else yield { record, place };
  }
}

function parseRecord(text: string): SourceRecord | undefined {
  try {
    return Record.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function toMeta(value: unknown): SourceRecord | undefined {
  return typeof value === "string" ? parseRecord(value) : Record.safeParse(value).data;
}

function toNodeRecord(record: SourceRecord): SourceRecord {
  const exists = record.exists_on_hf;
  const kind = record.data_type;
  return {
    categories: record.categories,
    year: record.year ?? record.hf_year ?? record.paper_year,
    summary: record.summary,
    downloads: record.downloads,
    methods: typeof kind === "string" && kind !== "" ? [kind] : [],
    on_hub: typeof exists === "string" && exists !== "" ? exists === "exists" : null,
    tracing_ended: record.is_terminal_node === true ? toEnding(record.terminal_reason) : null,
  };
}

function toEnding(reason: unknown): RecordedEnding {
  const text = typeof reason === "string" ? reason.toLowerCase() : "";
  if (text.startsWith("no source datasets")) return "no-source-found";
  if (text.includes("2020")) return "released-2020-or-earlier";
  return text.includes("do not exist") ? "sources-off-hub" : "not-said";
}

function toEdgeRecord(meta: SourceRecord): SourceRecord {
  const source = meta.source;
  return {
    relationship: meta.relationship,
    confidence: meta.confidence,
    evidence: meta.evidence,
    documents: typeof source === "string" ? source.split(";").map((part) => part.trim()) : source,
  };
}
