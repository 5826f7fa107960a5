import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { type ZodError, z } from "zod";
import type { TextFile } from "../../formats/index.ts";
import { toEditDistance } from "../../graph/index.ts";
import { Acceptance, GateRule, Policy, StemmaError } from "../../model/index.ts";
import { startingPolicy } from "./starting-policy.ts";

export interface ParsedPolicy {
  /** The file it was read from; null for the policy that holds where none is given. */
  readonly source: string | null;
  readonly policy: Policy;
  /** Line of the key or item that a path leads to, or of the nearest one around it. */
  readonly findLine: (path: readonly PropertyKey[]) => number;
}

type Issue = ZodError["issues"][number];
type Path = readonly PropertyKey[];

interface PolicyFile {
  readonly name: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

const maxTextLength = 2 ** 20;
const hint = "stemma check --init prints a policy with every rule";

/** The policy that holds where none is given. */
export function toDefaultPolicy(): ParsedPolicy {
  return { ...parsePolicy({ name: "the default policy", text: startingPolicy }), source: null };
}

/** @throws StemmaError `usage` with the line where the file is broken or asks for what there is not. */
export function parsePolicy({ name, text }: TextFile): ParsedPolicy {
  if (text.length > maxTextLength) {
    throw new StemmaError("usage", `${name} has ${text.length} characters: that is no policy`, { hint });
  }
  const lines = new LineCounter();
  const file = { name, lines, document: parseYaml(text, name, lines) };
  const [error] = file.document.errors;
  if (error !== undefined) {
    throw toError(file, lines.linePos(error.pos[0]).line, toReason(error.message));
  }
  const parsed = Policy.safeParse(toValue(file));
  if (!parsed.success) throw toIssueError(file, parsed.error.issues);
  const policy = parsed.data;
  if (!GateRule.options.some((rule) => policy[rule] !== undefined && policy[rule] !== false)) {
    throw new StemmaError("usage", `${name} names no rule: nothing would be checked`, { hint });
  }
  return { source: name, policy, findLine: (path) => toLine(file, path) };
}

function parseYaml(text: string, name: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, logLevel: "silent" });
  } catch (cause) {
    throw new StemmaError("usage", `${name} cannot be read as YAML: it nests too deep`, { hint, cause });
  }
}

function toValue(file: PolicyFile): unknown {
  const { document, name } = file;
  if (!isMap(document.contents)) throw toError(file, 1, "a policy is a map of rules");
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StemmaError("usage", `${name} cannot be read as YAML: ${reason}`, { hint, cause });
  }
}

/** Without the place and the excerpt that the parser puts behind it. */
function toReason(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
}

/** The one that stands first in the file; a key that is not known before what is missing for it. */
function toIssueError(file: PolicyFile, issues: readonly Issue[]): StemmaError {
  const placed = issues.map((issue) => {
    const [key] = issue.code === "unrecognized_keys" ? issue.keys : [];
    return { issue, key, line: toLine(file, key === undefined ? issue.path : [...issue.path, key]) };
  });
  const [first] = placed.sort(
    (a, b) => Number(b.key !== undefined) - Number(a.key !== undefined) || a.line - b.line,
  );
  if (first === undefined) return toError(file, 1, "a policy is a map of rules");
  const { issue, key, line } = first;
  if (key !== undefined) return toKeyError(file, line, { path: issue.path, key });
  const place = issue.path.map(String).join(".");
  return toError(file, line, `${place}: ${issue.message}`);
}

function toKeyError(
  file: PolicyFile,
  line: number,
  { path, key }: { readonly path: Path; readonly key: string },
): StemmaError {
  const known = listKeys(path);
  const [near] = known
    .map((name) => ({ name, distance: toEditDistance(key.toLowerCase(), name, maxDistance) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance);
  const suggestion = near === undefined ? `known are ${known.join(", ")}` : `did you mean "${near.name}"?`;
  const place = path.length === 0 ? "" : ` in ${path.map(String).join(".")}`;
  return new StemmaError("usage", `${file.name}, line ${line}: unknown key "${key}"${place}`, {
    hint: suggestion,
  });
}

const maxDistance = 4;

function listKeys([part]: Path): string[] {
  if (part === "accept") return Object.keys(Acceptance.shape);
  const rule = part === undefined ? Policy : Policy.shape["no-path-to"].unwrap();
  return Object.keys(z.toJSONSchema(rule, { io: "input" }).properties ?? {});
}

function toError({ name }: PolicyFile, line: number, text: string): StemmaError {
  return new StemmaError("usage", `${name}, line ${line}: ${text}`, { hint });
}

function toLine({ document, lines }: PolicyFile, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      if (!isScalar(pair?.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === "number") {
      node = node.items[part];
      const range = isMap(node) || isScalar(node) || isSeq(node) ? node.range : undefined;
      offset = range?.[0] ?? offset;
    } else break;
  }
  return lines.linePos(offset).line;
}
