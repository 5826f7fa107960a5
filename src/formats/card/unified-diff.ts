import { diff } from "node:util";

const contextLines = 3;

interface Change {
  readonly sign: " " | "-" | "+";
  /** With its line break. */
  readonly line: string;
}

/** What `diff -u` prints of two texts; empty where they are the same. */
export function toUnifiedDiff(before: string, after: string, name: string): string {
  if (before === after) return "";
  const changes = listChanges(before, after);
  const hunks = listHunks(changes);
  return [`--- ${name}\n`, `+++ ${name}\n`, ...hunks.map((hunk) => toHunkText(changes, hunk))].join("");
}

function listChanges(before: string, after: string): readonly Change[] {
  return diff(toLines(before), toLines(after)).map(([operation, line]) => ({
    sign: operation === 0 ? " " : operation > 0 ? "-" : "+",
    line,
  }));
}

function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

interface Hunk {
  readonly start: number;
  readonly end: number;
}

/** Runs of changes with the lines around them; those that touch are one. */
function listHunks(changes: readonly Change[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const [position, { sign }] of changes.entries()) {
    if (sign === " ") continue;
    const start = Math.max(0, position - contextLines);
    const end = Math.min(changes.length, position + contextLines + 1);
    const last = hunks.at(-1);
    if (last !== undefined && start <= last.end) hunks[hunks.length - 1] = { start: last.start, end };
    else hunks.push({ start, end });
  }
  return hunks;
}

function toHunkText(changes: readonly Change[], { start, end }: Hunk): string {
  const lines = changes.slice(start, end);
  const toRange = (other: Change["sign"]) => {
    const count = countLines(lines, other);
    return `${countLines(changes.slice(0, start), other) + (count === 0 ? 0 : 1)},${count}`;
  };
  return [`@@ -${toRange("+")} +${toRange("-")} @@\n`, ...lines.map(toLineText)].join("");
}

/** Lines of the one text: those that are not the other's alone. */
function countLines(changes: readonly Change[], other: Change["sign"]): number {
  return changes.filter(({ sign }) => sign !== other).length;
}

function toLineText({ sign, line }: Change): string {
  return line.endsWith("\n") ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`;
}
