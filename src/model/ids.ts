import { z } from "zod";
import { StemmaError } from "./errors/index.ts";

/**
 * How a dataset is named (DESIGN 3): `hub` is the canonical `org/name`, `legacy` a one-segment hub id,
 * `github` a repository, `url` a page, `name` a mention that could not be resolved.
 */
export type DatasetIdKind = "hub" | "legacy" | "github" | "url" | "name";

const segment = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?|_[A-Za-z0-9._-]{0,95}";
const hubPattern = new RegExp(`^(?:${segment})/(?:${segment})(?:#[A-Za-z0-9._-]{1,96})?$`);
const legacyPattern = new RegExp(`^(?:${segment})$`);
const githubPattern =
  /^github:[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}(?:#[A-Za-z0-9._-]{1,96})?$/;
const hubHosts = new Set(["huggingface.co", "www.huggingface.co", "hf.co", "hf-mirror.com"]);
const maxLength = 300;

/** Returns the kind of a well-formed id, or undefined when the text is not one. */
export function findDatasetIdKind(text: string): DatasetIdKind | undefined {
  if (text.length === 0 || text.length > maxLength || text.includes("..")) return undefined;
  if (text.startsWith("name:")) return isPlainName(text.slice(5)) ? "name" : undefined;
  if (text.startsWith("url:")) return /^url:https?:\/\/[^\s<>"]+$/.test(text) ? "url" : undefined;
  if (text.startsWith("github:")) return githubPattern.test(text) ? "github" : undefined;
  if (hubPattern.test(text)) return "hub";
  return legacyPattern.test(text) ? "legacy" : undefined;
}

function isPlainName(name: string): boolean {
  return name.trim() === name && name.length > 0 && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name);
}

export const DatasetId = z
  .string()
  .max(maxLength)
  .refine((text) => findDatasetIdKind(text) !== undefined, { message: "not a dataset id" })
  .describe("org/name, a legacy one-segment hub id, github:owner/repo, url:… or name:…");
export type DatasetId = z.infer<typeof DatasetId>;

export function toDatasetIdKind(id: DatasetId): DatasetIdKind {
  const kind = findDatasetIdKind(id);
  if (kind === undefined) throw invalidId(id);
  return kind;
}

export function isHubId(id: DatasetId): boolean {
  const kind = findDatasetIdKind(id);
  return kind === "hub" || kind === "legacy";
}

/**
 * Reads an id as a person writes it: every form of {@link DatasetId}, or the address of a dataset page on the hub
 * or of a GitHub repository.
 *
 * @throws StemmaError `invalid-id` with what is wrong and the forms that are understood.
 */
export function parseDatasetId(text: string): DatasetId {
  const trimmed = text.trim();
  const id = findIdInUrl(trimmed) ?? trimmed.replace(/^hf:|^datasets\//, "");
  if (findDatasetIdKind(id) === undefined) throw invalidId(trimmed);
  return id;
}

function findIdInUrl(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.toLowerCase();
  const parts = url.pathname.split("/").filter((part) => part !== "");
  if (hubHosts.has(host)) return findHubIdInPath(parts);
  if (host === "github.com" || host === "www.github.com") return findGithubIdInPath(parts);
  return `url:${url.href}`;
}

function findHubIdInPath(parts: readonly string[]): string | undefined {
  if (parts[0] !== "datasets" || parts[1] === undefined) return undefined;
  const tail = parts[2];
  return tail === undefined || tail === "viewer" || tail === "tree" || tail === "blob"
    ? parts[1]
    : `${parts[1]}/${tail}`;
}

function findGithubIdInPath(parts: readonly string[]): string | undefined {
  const [owner, repository] = parts;
  if (owner === undefined || repository === undefined) return undefined;
  return `github:${owner}/${repository.replace(/\.git$/, "")}`;
}

function invalidId(text: string): StemmaError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new StemmaError("invalid-id", `"${shown}" is not a dataset id`, {
    hint: "write org/name as on huggingface.co/datasets (openai/gsm8k), github:owner/repo, or paste the address of the dataset's page",
  });
}

/** The form two ids share when they name the same thing: case-folded; a `name:` also without punctuation. */
export function toIdKey(id: DatasetId): string {
  if (!id.startsWith("name:")) return id.toLowerCase();
  return `name:${toNameKey(id.slice(5))}`;
}

/** Case-folded name without spaces, punctuation and the words dataset/corpus, for comparing plain names. */
export function toNameKey(name: string): string {
  const folded = name.normalize("NFKC").toLowerCase();
  const bare = folded.replace(/\b(?:the|data ?sets?|corpus|corpora)\b/g, "").replace(/[^\p{L}\p{N}+]/gu, "");
  return bare === "" ? folded.replace(/[^\p{L}\p{N}+]/gu, "") : bare;
}

export function isSameDataset(a: DatasetId, b: DatasetId): boolean {
  return toIdKey(a) === toIdKey(b);
}

/** Makes a `name:` id of a mention that could not be resolved; undefined when nothing printable is left. */
export function toUnresolvedId(mention: string): DatasetId | undefined {
  const cleaned = mention
    .replace(/[\p{C}\u202a-\u202e\u2066-\u2069]/gu, " ")
    .replace(/\.{2,}/g, ".")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200)
    .trim();
  const id = `name:${cleaned}`;
  return findDatasetIdKind(id) === "name" ? id : undefined;
}

/** Sort order of ids in every canonical output: by key, then by the exact text, in code points. */
export function compareIds(a: DatasetId, b: DatasetId): number {
  return compareText(toIdKey(a), toIdKey(b)) || compareText(a, b);
}

/** Code-point order, the same under every locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
