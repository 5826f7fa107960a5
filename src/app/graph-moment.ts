import { z } from "zod";
import { createRuleAgents } from "../agents/index.ts";
import { parseGraph } from "../formats/index.ts";
import { type LineageGraph, type Run, StemmaError } from "../model/index.ts";
import type { LineageStore } from "../store/index.ts";
import { assembleGraph } from "../trace/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import { withStore } from "./lineage-reader.ts";
import { isFile, readTextFile } from "./text-files.ts";

/** Which graph is meant: as it stands now, as it stood after a run, or as a file has it. */
export const GraphMoment = z.object({
  kind: z.enum(["now", "run", "file"]),
  /** Id of the run, path of the file, or `now`. */
  name: z.string(),
  /** When the run ended; null for a file and for now. */
  endedAt: z.string().nullable(),
  datasets: z.int().min(0),
  edges: z.int().min(0),
});
export type GraphMoment = z.infer<typeof GraphMoment>;

export interface LoadedMoment {
  readonly moment: GraphMoment;
  readonly graph: LineageGraph;
}

const datePattern = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const runIdPrefix = /^[0-9a-f][0-9a-f-]{3,}$/i;

/**
 * The graph that a person means by `now`, a file that was exported, a date (the last run that ended by then; a day ends at
 * midnight UTC), or the beginning of a run's id.
 *
 * @throws StemmaError `not-found` with what there is, `usage` for an id that several runs begin with, `corrupt` for a file that
 *   holds no lineage graph of Stemma's.
 */
export async function loadMoment(configuration: Configuration, text: string): Promise<LoadedMoment> {
  if (text !== "now" && (await isFile(configuration.cwd, text))) return await readMoment(configuration, text);
  return await withStore(configuration, { readOnly: true }, (store) => {
    if (text === "now") {
      const graph = assembleGraph(store, createRuleAgents());
      return toLoaded({ kind: "now", name: "now", endedAt: null }, graph);
    }
    const run = findRun(store, text);
    const graph = store.findRunGraph(run.id);
    if (graph !== undefined) return toLoaded({ kind: "run", name: run.id, endedAt: run.endedAt }, graph);
    throw new StemmaError("not-found", `the store keeps no graph of run ${run.id}`, {
      hint: "it failed or was killed, or is of before graphs were kept; stemma runs lists those that have one",
    });
  });
}

async function readMoment({ cwd }: Configuration, path: string): Promise<LoadedMoment> {
  const { lineage } = parseGraph([await readTextFile(cwd, path)], "json");
  if (lineage !== null) return toLoaded({ kind: "file", name: path, endedAt: null }, lineage);
  throw new StemmaError("corrupt", `${path} is no lineage graph that Stemma exported in full`, {
    hint: "compare files that `stemma trace --json` or `stemma export json` wrote",
  });
}

function toLoaded(moment: Pick<GraphMoment, "kind" | "name" | "endedAt">, graph: LineageGraph): LoadedMoment {
  return { moment: { ...moment, datasets: graph.datasets.length, edges: graph.edges.length }, graph };
}

function findRun(store: LineageStore, text: string): Run {
  const runs = store.loadRuns();
  if (datePattern.test(text)) return findRunByDate(store, runs, text);
  const found = runIdPrefix.test(text) ? runs.filter(({ id }) => id.startsWith(text.toLowerCase())) : [];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw new StemmaError("usage", `${found.length} runs have an id that begins with ${text}`, {
      hint: `write more of it: ${found.map(({ id }) => id).join(", ")}`,
    });
  }
  throw new StemmaError("not-found", `"${text}" is no run of this store, no date, no file and not "now"`, {
    hint: "see the runs with stemma runs; dates are written YYYY-MM-DD",
  });
}

/** Of the runs that left a graph. */
function findRunByDate(store: LineageStore, runs: readonly Run[], text: string): Run {
  const limitMs = Date.parse(text.includes("T") ? text : `${text}T23:59:59.999Z`);
  if (Number.isNaN(limitMs)) {
    throw new StemmaError("usage", `${text} is no date`, {
      hint: "write YYYY-MM-DD, or a time as 2026-11-20T08:00:00Z",
    });
  }
  const hashes = store.loadRunGraphHashes();
  const ended = runs.flatMap((run) =>
    run.endedAt !== null && hashes.has(run.id) ? [{ run, endedMs: Date.parse(run.endedAt) }] : [],
  );
  const last = ended
    .filter(({ endedMs }) => endedMs <= limitMs)
    .sort((a, b) => a.endedMs - b.endedMs)
    .at(-1);
  if (last !== undefined) return last.run;
  const first = ended[0]?.run.endedAt;
  throw new StemmaError("not-found", `no run had left a graph by ${text}`, {
    hint:
      first === undefined ? "no run has left a graph yet: trace first" : `the first one ended at ${first}`,
  });
}
