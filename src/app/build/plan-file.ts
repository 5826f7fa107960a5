import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";
import { type ZodError, z } from "zod";
import { BuildPlan } from "../../curate/index.ts";
import { toEditDistance } from "../../graph/index.ts";
import { StemmaError } from "../../model/index.ts";

type Issue = ZodError["issues"][number];
type Path = readonly PropertyKey[];

interface PlanFile {
  readonly name: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

const maxTextLength = 4 * 2 ** 20;
const maxDistance = 3;
const hint = "stemma build plan writes a plan with everything that can be said in one";

/**
 * Reads a plan as people edit it: YAML, or JSON.
 *
 * @param name of the file, for messages
 * @throws StemmaError `usage` with the line where the file is broken or says what a plan cannot say.
 */
export function parsePlanFile(text: string, name: string): BuildPlan {
  if (text.length > maxTextLength) {
    throw new StemmaError("usage", `${name} has ${text.length} characters: that is no plan`, { hint });
  }
  const lines = new LineCounter();
  const file = { name, lines, document: parseYaml(text, name, lines) };
  const [error] = file.document.errors;
  if (error !== undefined) {
    throw toError(file, lines.linePos(error.pos[0]).line, toReason(error.message));
  }
  const parsed = BuildPlan.safeParse(toValue(file));
  if (!parsed.success) throw toIssueError(file, parsed.error.issues);
  assertDistinct(file, parsed.data);
  return parsed.data;
}

function parseYaml(text: string, name: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, logLevel: "silent" });
  } catch (cause) {
    throw new StemmaError("usage", `${name} cannot be read as YAML: it nests too deep`, { hint, cause });
  }
}

function toValue(file: PlanFile): unknown {
  const { document, name } = file;
  if (!isMap(document.contents)) throw toError(file, 1, "a plan is a map with the key sources");
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

/** The issue that stands first in the file; a key that is not known before what is missing for it. */
function toIssueError(file: PlanFile, issues: readonly Issue[]): StemmaError {
  const placed = issues.map((issue) => {
    const [key] = issue.code === "unrecognized_keys" ? issue.keys : [];
    return { issue, key, line: toLine(file, key === undefined ? issue.path : [...issue.path, key]) };
  });
  const [first] = placed.sort(
    (a, b) => Number(b.key !== undefined) - Number(a.key !== undefined) || a.line - b.line,
  );
  if (first === undefined) return toError(file, 1, "this is no plan");
  const { issue, key, line } = first;
  if (key !== undefined) return toKeyError(file, line, { path: issue.path, key });
  const place = toPlaceText(issue.path);
  return toError(file, line, place === "" ? issue.message : `${place}: ${issue.message}`);
}

function toKeyError(
  { name }: PlanFile,
  line: number,
  { path, key }: { readonly path: Path; readonly key: string },
): StemmaError {
  const known = listKeys(path);
  const near = findNear(key, known);
  const where = path.length === 0 ? "" : ` in ${toPlaceText(path)}`;
  return new StemmaError("usage", `${name}, line ${line}: unknown key "${key}"${where}`, {
    hint: near === undefined ? `known are ${known.join(", ")}` : `did you mean "${near}"?`,
  });
}

function findNear(key: string, known: readonly string[]): string | undefined {
  const [near] = known
    .map((name) => ({ name, distance: toEditDistance(key.toLowerCase(), name.toLowerCase(), maxDistance) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance);
  return near?.name;
}

const JsonSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  propertyNames: z.looseObject({ enum: z.array(z.string()).optional() }).optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** The keys that the schema knows at a place. */
function listKeys(path: Path): string[] {
  let schema: unknown = z.toJSONSchema(BuildPlan, { io: "input" });
  for (const part of path) {
    const { properties, items, additionalProperties } = findObject(schema);
    schema = typeof part === "number" ? items : (properties?.[String(part)] ?? additionalProperties);
  }
  const { properties, propertyNames } = findObject(schema);
  return Object.keys(properties ?? {}).concat(propertyNames?.enum ?? []);
}

function findObject(schema: unknown): Partial<z.infer<typeof JsonSchema>> {
  const parsed = JsonSchema.safeParse(schema);
  if (!parsed.success) return {};
  const inner = parsed.data.anyOf?.map(findObject).find(({ properties }) => properties !== undefined);
  return inner ?? parsed.data;
}

/** Rows are told by the dataset that they come from: no two sources can have one name. */
function assertDistinct(file: PlanFile, { sources, decontamination }: BuildPlan): void {
  const check = (list: readonly { readonly dataset: string }[], path: Path) => {
    const seen = new Map<string, number>();
    for (const [index, { dataset }] of list.entries()) {
      const first = seen.get(dataset.toLowerCase());
      if (first !== undefined) {
        const line = toLine(file, [...path, index, "dataset"]);
        const firstLine = toLine(file, [...path, first, "dataset"]);
        throw toError(file, line, `${toPlaceText(path)} names ${dataset} twice, first in line ${firstLine}`);
      }
      seen.set(dataset.toLowerCase(), index);
    }
  };
  check(sources, ["sources"]);
  check(decontamination.benchmarks, ["decontamination", "benchmarks"]);
}

function toError({ name }: PlanFile, line: number, text: string): StemmaError {
  return new StemmaError("usage", `${name}, line ${line}: ${text}`, { hint });
}

/** `sources[1].quota`. */
function toPlaceText(path: Path): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

/** Line of the key or item that a path leads to, or of the nearest one around it. */
function toLine({ document, lines }: PlanFile, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = findPair(node, part);
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

function findPair(map: YAMLMap, name: PropertyKey) {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}
