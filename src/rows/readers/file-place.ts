import type { RowCompression, RowFormat } from "./row-input.ts";

const formats: Readonly<Record<string, RowFormat>> = {
  jsonl: "jsonl",
  ndjson: "jsonl",
  jsonlines: "jsonl",
  json: "json",
  csv: "csv",
  tsv: "tsv",
  parquet: "parquet",
  parq: "parquet",
  pq: "parquet",
  arrow: "arrow",
  arrows: "arrow",
  feather: "arrow",
  ipc: "arrow",
};
const compressions: Readonly<Record<string, RowCompression>> = {
  gz: "gzip",
  gzip: "gzip",
  zst: "zstd",
  zstd: "zstd",
};

/** What a file's name says: `train.jsonl.gz`. */
export interface NamedFormat {
  readonly format: RowFormat | undefined;
  readonly compression: RowCompression;
}

export function toNamedFormat(path: string): NamedFormat {
  const [, ...endings] = toBaseName(path).toLowerCase().split(".");
  const compression = compressions[endings.at(-1) ?? ""];
  const ending = endings.at(compression === undefined ? -1 : -2) ?? "";
  return { format: formats[ending], compression: compression ?? "none" };
}

const metadataNames = new Set([
  "dataset_info.json",
  "dataset_infos.json",
  "dataset_dict.json",
  "state.json",
  "metadata.json",
  "croissant.json",
  "config.json",
  "package.json",
]);

/** Why a file found below a folder holds no rows; undefined when it may hold some. */
export function findReasonToLeaveOut(path: string): "hidden" | "metadata" | "no format of rows" | undefined {
  const name = toBaseName(path).toLowerCase();
  if (path.split(/[/\\]/).some((part) => /^[._]./.test(part) && part !== "..")) return "hidden";
  if (metadataNames.has(name) || /^(?:readme|licen[cs]e)\b/.test(name)) return "metadata";
  return toNamedFormat(path).format === undefined ? "no format of rows" : undefined;
}

const splitWords: Readonly<Record<string, string>> = {
  train: "train",
  training: "train",
  validation: "validation",
  valid: "validation",
  val: "validation",
  dev: "validation",
  test: "test",
  testing: "test",
};
const shardNumber = /^(\w+)-\d{5}-of-\d{5}(?:-[0-9a-f]+)?$/;
const nameOfNoSplit = /^(?:data|part|shard|chunk|file|dataset)$/;

/**
 * The split that a path states: by the name before a shard's number (`data/train_sft-00000-of-00004.parquet`), else by a
 * word of the file's name, else of a folder, the nearest first. Null when none is named, or several at one place.
 */
export function findSplit(path: string): string | null {
  const [name = "", ...folders] = path.split(/[/\\]/).reverse();
  const stem = name.split(".", 1)[0] ?? "";
  const numbered = shardNumber.exec(stem)?.[1];
  if (numbered !== undefined && isSplitOfShard(numbered, folders[0])) return toSplitName(numbered);
  for (const part of [stem, ...folders]) {
    const split = findSplitWord(part);
    if (split !== undefined) return split;
  }
  return null;
}

function isSplitOfShard(word: string, folder: string | undefined): boolean {
  return !nameOfNoSplit.test(word) && (folder === "data" || findSplitWord(word) !== undefined);
}

/** The split that a name in a file stands for: `dev` is `validation`, `test_easy` is itself, others are none. */
export function findSplitOfName(name: string): string | null {
  if (splitWords[name.toLowerCase()] !== undefined) return toSplitName(name);
  return (findSplitWord(name) ?? null) === null ? null : name;
}

function toSplitName(word: string): string {
  return splitWords[word.toLowerCase()] ?? word;
}

function findSplitWord(part: string): string | null | undefined {
  const words = part.toLowerCase().split(/[^a-z]+/);
  const found = new Set(words.flatMap((word) => splitWords[word] ?? []));
  if (found.size > 1) return null;
  return found.values().next().value;
}

export function toBaseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
