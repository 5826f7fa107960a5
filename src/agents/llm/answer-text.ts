import type { SchemaMode } from "./providers.ts";

export type ReadAnswer =
  | { readonly state: "read"; readonly value: unknown }
  | { readonly state: "unreadable"; readonly problem: string };

const fencedBlock = /^```(?:json)?[ \t]*\r?\n([\s\S]*?)\r?\n?```$/i;
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g;

/**
 * The one JSON value that an answer consists of. Only in mode `text` may it stand in a code fence. Nothing is cut out of
 * prose, completed or mended, and an object that names a field twice is not read.
 */
export function readAnswerText(text: string, mode: SchemaMode): ReadAnswer {
  const trimmed = text.trim();
  if (trimmed === "") return unreadable("the answer is empty");
  const json = mode === "text" ? (fencedBlock.exec(trimmed)?.[1] ?? trimmed) : trimmed;
  const value = parseJson(json);
  if (value === undefined) return unreadable("the answer is not one JSON value and nothing else");
  const twice = findDuplicateKey(json);
  if (twice !== undefined) return unreadable(`the answer names the field ${twice} twice in one object`);
  return { state: "read", value };
}

function unreadable(problem: string): ReadAnswer {
  return { state: "unreadable", problem };
}

/** Undefined stands for no JSON: JSON itself has no such value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a text that is JSON. The key as it is written, shortened. */
function findDuplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  let text = "";
  for (const [mark] of json.matchAll(token)) {
    if (mark === "{" || mark === "[") open.push(new Set());
    else if (mark === "}" || mark === "]") open.pop();
    else if (mark === ":") {
      const keys = open.at(-1);
      const key: string = JSON.parse(text);
      if (keys?.has(key)) return text.slice(0, 60);
      keys?.add(key);
    }
    text = mark;
  }
  return undefined;
}
