import {
  DatasetKind,
  Domain,
  EdgeStatus,
  findDateInterval,
  type ImportedEdge,
  type ImportedNode,
  RecordedEnding,
  Relation,
} from "../model/index.ts";

/** A record of a dataset or an edge as any of the formats gives it: fields by name. */
export type SourceRecord = Readonly<Record<string, unknown>>;

interface Read<Fields> {
  readonly fields: Fields;
  /** What a field says that cannot be taken over, in words. */
  readonly oddities: readonly string[];
}

type NodeFields = Omit<ImportedNode, "id" | "isListed">;
type EdgeFields = Omit<ImportedEdge, "upstream" | "downstream" | "place">;

/** How other graphs write the five relations. */
const relations: Readonly<Record<string, Relation>> = {
  "direct inclusion/subset": "direct-inclusion",
  "direct inclusion": "direct-inclusion",
  subset: "direct-inclusion",
  "structured fusion": "structured-fusion",
  "synthetic generation": "synthetic-generation",
  "semantic evolution": "semantic-evolution",
  "cot distillation": "cot-distillation",
};

/** Reads what is known of a dataset from the fields that a record may have. */
export function readNodeFields(record: SourceRecord): Read<NodeFields> {
  const oddities: string[] = [];
  const domains = toTexts(findField(record, ["domains", "domain", "categories", "category"]));
  const released = findText(record, ["released", "released_earliest", "releaseDate", "release_date", "year"]);
  const until = findText(record, ["released_latest"]) ?? released;
  const interval = toInterval(released, until);
  if (released !== undefined && interval === null) oddities.push(`"${released}" is no date`);
  const kind = findText(record, ["kind", "type"]);
  const ended = findText(record, ["tracing_ended", "tracingEnded"]);
  return {
    fields: {
      title: findText(record, ["title"]) ?? null,
      onHub: toBoolean(findField(record, ["on_hub", "onHub"])) ?? toOnHub(record),
      domains: toKnown(Domain.safeParse, { texts: domains, what: "domain", oddities }),
      kind: DatasetKind.safeParse(kind?.toLowerCase()).data ?? "unknown",
      released: interval,
      tracingEnded: RecordedEnding.safeParse(ended).data ?? toEnding(record),
      summary: findText(record, ["summary", "description"]) ?? "",
      methods: toTexts(findField(record, ["methods"])),
      licenses: toTexts(findField(record, ["licenses", "license", "licence"])),
      languages: toTexts(findField(record, ["languages", "language"])),
      testSplit: findText(record, ["test_split", "testSplit"]) ?? null,
      gated: toBoolean(findField(record, ["gated"])),
      downloads: toNumber(findField(record, ["downloads"])),
    },
    oddities,
  };
}

/** Reads how an upstream contributed and what speaks for it. */
export function readEdgeFields(record: SourceRecord): Read<EdgeFields> {
  const oddities: string[] = [];
  const relation = findText(record, ["relation", "relationship", "interaction", "kind"]);
  const known = relation === undefined ? null : findRelation(relation);
  if (relation !== undefined && known === null) oddities.push(`"${relation}" is no relation that is known`);
  const confidence = toNumber(findField(record, ["confidence", "weight"]));
  const isShare = confidence === null || (confidence >= 0 && confidence <= 1);
  if (!isShare) oddities.push(`a confidence of ${confidence} is not between 0 and 1`);
  return {
    fields: {
      relation: known,
      splits: toTexts(findField(record, ["splits", "split"])),
      confidence: isShare ? confidence : null,
      status: EdgeStatus.safeParse(findText(record, ["status"])).data ?? null,
      evidence: toTexts(findField(record, ["evidence", "quote", "quotes"]), "whole"),
      documents: toTexts(findField(record, ["documents", "document_url", "source_type"])),
    },
    oddities,
  };
}

function findRelation(text: string): Relation | null {
  const folded = text.trim().toLowerCase();
  return Relation.safeParse(folded).data ?? relations[folded.replaceAll(/[-_\s]+/g, " ")] ?? null;
}

/** A record of Stemma's own says how tracing ended by its outcome. */
function toEnding(record: SourceRecord): RecordedEnding | null {
  const outcome = findText(record, ["outcome"]);
  if (outcome === "root-declared" || outcome === "root-no-statement") return "no-source-found";
  const isOld = findText(record, ["outcome_reason"]) === "released-2020-or-earlier";
  return outcome === "cut-off" && isOld ? "released-2020-or-earlier" : null;
}

function toOnHub(record: SourceRecord): boolean | null {
  const outcome = findText(record, ["outcome"]);
  if (outcome === undefined) return null;
  return outcome !== "not-on-hub";
}

function toInterval(from: string | undefined, until: string | undefined): ImportedNode["released"] {
  const first = from === undefined ? undefined : findDateInterval(from);
  const last = until === undefined ? undefined : findDateInterval(until);
  return first === undefined || last === undefined
    ? null
    : { earliest: first.earliest, latest: last.latest < first.earliest ? first.latest : last.latest };
}

function toKnown<T>(
  parse: (value: unknown) => { success: boolean; data?: T | undefined },
  { texts, what, oddities }: { texts: readonly string[]; what: string; oddities: string[] },
): T[] {
  return [...new Set(texts.map((text) => text.toLowerCase()))].flatMap((text) => {
    const { data } = parse(text);
    if (data === undefined) oddities.push(`"${text}" is no ${what} that is known`);
    return data === undefined ? [] : [data];
  });
}

function findField(record: SourceRecord, names: readonly string[]): unknown {
  const name = names.find((one) => Object.hasOwn(record, one) && record[one] !== null && record[one] !== "");
  return name === undefined ? undefined : record[name];
}

function findText(record: SourceRecord, names: readonly string[]): string | undefined {
  const value = findField(record, names);
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}

/** A list, a JSON list in a text, texts between `;` or `|`, or with `whole` one text as it is. */
function toTexts(value: unknown, kind: "parts" | "whole" = "parts"): string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  if (typeof value !== "string") return [];
  const list = findJsonList(value);
  if (list !== undefined) return list.filter((item) => typeof item === "string");
  if (kind === "whole") return [value];
  return value
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function findJsonList(text: string): unknown[] | undefined {
  if (!text.startsWith("[") || !text.endsWith("]")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toNumber(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function toBoolean(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return null;
  const folded = value.toLowerCase();
  if (folded === "true" || folded === "1") return true;
  return folded === "false" || folded === "0" ? false : null;
}
