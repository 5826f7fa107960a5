import type { Catalogue } from "../../catalogue/index.ts";
import type { Claim, Document } from "../../model/index.ts";
import { findDatasetIdKind, toIdKey } from "../../model/index.ts";
import { toStringList } from "../extracting/front-matter.ts";
import type { FrontMatter } from "../extracting/passage.ts";
import type { SubjectNames } from "./subject-names.ts";

export interface StatedSource {
  /** The name or id as the field gives it, without `extended|` and `other-`. */
  readonly name: string;
  readonly id: string | null;
  readonly raw: string;
}

/** What a card's `source_datasets` says: sources that have a name, and whether the field is there at all. */
export interface FrontMatterSources {
  readonly isPresent: boolean;
  readonly saysOriginal: boolean;
  readonly sources: readonly StatedSource[];
}

const unnamed = new Set([
  "",
  "original",
  "extended",
  "other",
  "none",
  "null",
  "n/a",
  "na",
  "unknown",
  "self",
  "custom",
  "synthetic",
]);

/** Reads both styles of `source_datasets`: `extended|squad`, `extended|other-name`, and plain hub ids or names. */
export function toFrontMatterSources(frontMatter: FrontMatter): FrontMatterSources {
  const values = toStringList(frontMatter.fields.source_datasets);
  const sources = values.flatMap((value) => toParts(value).flatMap((raw) => toStatedSource(raw) ?? []));
  return {
    isPresent: values.length > 0,
    saysOriginal: values.some((value) => value.trim().toLowerCase() === "original"),
    sources: sources.filter(
      (source, index) => sources.findIndex((other) => other.name === source.name) === index,
    ),
  };
}

/** `extended|squad`, but also `extended|wikipedia|google`: each part names a source. */
function toParts(value: string): string[] {
  return value.split("|").filter((part) => part.trim() !== "");
}

function toStatedSource(raw: string): StatedSource | undefined {
  const value = raw.trim();
  const isOffHub = /^other-/i.test(value);
  const name = value
    .replace(/^other-/i, "")
    .replace(/^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/datasets\//i, "")
    .trim();
  if (unnamed.has(name.toLowerCase())) return undefined;
  const kind = findDatasetIdKind(name);
  const isId = !isOffHub && (kind === "hub" || kind === "legacy");
  return { name, id: isId ? name : null, raw };
}

export interface FrontMatterInput {
  readonly document: Document;
  readonly frontMatter: FrontMatter;
  readonly target: string;
  readonly names: SubjectNames;
  readonly catalogue: Catalogue;
  readonly method: string;
}

export function toFrontMatterClaims(input: FrontMatterInput): Claim[] {
  const { document, names } = input;
  const header = document.text.slice(0, input.frontMatter.end);
  const claims: Claim[] = [];
  let from = Math.max(0, header.search(/^\s*source_datasets\s*:/m));
  for (const source of toFrontMatterSources(input.frontMatter).sources) {
    if (source.id !== null && names.idKeys.has(toIdKey(source.id))) continue;
    const start = header.indexOf(source.raw, from);
    if (start < 0) continue;
    from = start;
    const end = start + source.raw.length;
    claims.push({
      target: input.target,
      mention: source.name,
      statedId: source.id,
      relation: "direct-inclusion",
      split: null,
      quote: { start, end, text: document.text.slice(start, end) },
      documentUrl: document.url,
      documentSha256: document.sha256,
      documentKind: document.kind,
      section: ["front matter"],
      method: `${input.method}/source-datasets-field`,
      features: { "rule:source-datasets-field": 1, anyId: source.id === null ? 0 : 1 },
    });
  }
  return claims;
}
