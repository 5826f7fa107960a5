import type { Traced } from "../../app/index.ts";
import type { Dataset } from "../../model/index.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import { toSpendingText } from "./spending.ts";

const mostNamed = 5;

/** What was found, what is not known, where it is kept and what can be done next. */
export function toTraceReport(traced: Traced, { colors }: Screen): string {
  const unknowns = toUnknownLines(traced).map((line) => colors.yellow(toSafeText(line)));
  const rooted = traced.trees.find((rows) => rows.length > 1)?.[0];
  const next =
    rooted === undefined ? [] : [toSafeText(`next:    stemma show ${toShellWord(rooted.id)} --why`)];
  const models = traced.models === null ? [] : [`models:  ${toSpendingText(traced.models)}`];
  const found = [toSafeText(toFoundLine(traced)), ...models];
  return ["", ...found, ...unknowns, `store:   ${traced.storePath}`, ...next].join("\n");
}

function toFoundLine({ graph, run, requests, durationMs, world }: Traced): string {
  const review = graph.edges.filter((edge) => edge.status === "needs-review").length;
  const edges = `${countText(graph.edges.length, "edge")}${review === 0 ? "" : ` (${review} need review)`}`;
  const cost = requests === 0 ? "" : `, ${countText(requests, "request")}`;
  const visited = run.counts.visited ?? 0;
  const work = visited === 0 ? "all known before" : `${visited} read now`;
  return `found:   ${countText(graph.datasets.length, "dataset")} (${work}), ${edges} from ${world} in ${toDurationText(durationMs)}${cost}`;
}

/** Everything the picture does not show because it is not known. */
function toUnknownLines({ graph, failed }: Traced): string[] {
  const kinds = [
    ["unresolved names", graph.datasets.filter(({ id }) => id.startsWith("name:"))],
    ["unreadable", graph.datasets.filter(({ outcome }) => outcome.kind === "unreadable")],
    ["cut off", graph.datasets.filter(isCutByLimit)],
  ] as const;
  const lines = kinds
    .filter(([, datasets]) => datasets.length > 0)
    .map(([kind, datasets]) => toNamedLine(kind, datasets));
  const again = failed.filter(
    ({ id }) => !graph.datasets.some((dataset) => dataset.id === id && dataset.outcome.kind === "unreadable"),
  );
  if (again.length > 0) lines.push(toNamedLine("to try again", again));
  return lines;
}

function isCutByLimit({ outcome }: Dataset): boolean {
  return outcome.kind === "cut-off" && outcome.reason !== "released-2020-or-earlier";
}

function toNamedLine(kind: string, datasets: readonly { readonly id: string }[]): string {
  const named = datasets.slice(0, mostNamed).map(({ id }) => id.replace(/^name:/, ""));
  const more = datasets.length > mostNamed ? ` and ${datasets.length - mostNamed} more` : "";
  return `unknown: ${datasets.length} ${kind}: ${named.join(", ")}${more}`;
}

function toDurationText(durationMs: number): string {
  if (durationMs < 1000) return `${durationMs} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  return `${Math.floor(durationMs / 60_000)} min ${Math.round((durationMs % 60_000) / 1000)} s`;
}

function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function toShellWord(text: string): string {
  return /^[\w./:#-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
