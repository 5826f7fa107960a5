import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { createRuleAgents } from "../../agents/index.ts";
import { type GraphImport, parseGraph } from "../../formats/index.ts";
import { type ImportedEdge, ImportProblem, StemmaError } from "../../model/index.ts";
import { type LineageStore, openStore } from "../../store/index.ts";
import {
  type AssertedEdge,
  type AssertionPlan,
  type AssertionVerdict,
  planAssertions,
} from "../../trace/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { withStore } from "../lineage-reader.ts";
import { readGraphFiles } from "../read-graph.ts";
import { defineUseCase } from "../use-case.ts";

const count = z.int().min(0);

/** What became of a recorded graph. */
export const ImportSummary = z.object({
  schemaVersion: z.literal(1),
  format: z.string(),
  files: z.array(z.string()),
  /** In whose name it is stated. */
  by: z.string(),
  isDryRun: z.boolean(),
  datasets: z.object({
    recorded: count,
    /** Those that no edge brings in. */
    added: count,
  }),
  /** `recorded` is the sum of the others. */
  edges: z.object({
    recorded: count,
    added: count,
    /** The store had them, by documents or by a person's word; they stay as they are there. */
    known: count,
    /** Pairs that an earlier record gives. */
    repeated: count,
    /** The record itself rejects them. */
    setAside: count,
    /** Each is among the problems. */
    rejected: count,
  }),
  problems: z.array(ImportProblem),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

/** States a recorded graph edge by edge in the importer's name; what the store has already stays as it is there. */
export const importGraph = defineUseCase({
  name: "import",
  summary: "Take over a graph that somebody recorded",
  input: z.object({
    paths: z.array(z.string().min(1)).min(1, "name a file"),
    format: z.string().nullable().default(null),
    /** Says what would be taken over and writes nothing. */
    isDryRun: z.boolean().default(false),
  }),
  output: ImportSummary,
  async perform({ paths, format, isDryRun }, { configuration, onEvent }) {
    const files = await readGraphFiles(configuration.cwd, paths);
    const read = parseGraph(files, format ?? undefined);
    const { nodes, edges } = read.graph;
    const text = `${read.format}: ${nodes.length} datasets and ${edges.length} edges are recorded`;
    onEvent?.({ kind: "note", text });
    const by = configuration.settings.reviewer;
    const stated = edges.filter(({ status }) => status !== "rejected");
    const reason = `imported from ${files.map(({ name }) => name).join(", ")}`;
    const plan = await withTarget(configuration, isDryRun, (store) => {
      const planned = planAssertions({
        store,
        agents: createRuleAgents(),
        by,
        edges: stated.map(toAssertedEdge),
        datasets: nodes.map(({ id }) => ({ id, reason })),
      });
      if (!isDryRun) store.appendReviews(planned.events);
      return planned;
    });
    const head = { schemaVersion: 1 as const, format: read.format, files: files.map(({ name }) => name) };
    return { ...head, by, isDryRun, ...toOutcome(read, stated, plan) };
  },
});

function toOutcome(read: GraphImport, stated: readonly ImportedEdge[], { events, verdicts }: AssertionPlan) {
  const { nodes, edges } = read.graph;
  const countVerdict = (...wanted: readonly AssertionVerdict[]) =>
    verdicts.filter((verdict) => wanted.includes(verdict)).length;
  const setAside = edges.length - stated.length + (read.lineage?.rejected.length ?? 0);
  const refused = stated.flatMap((edge, position) => toRefusal(edge, verdicts[position]));
  return {
    datasets: {
      recorded: nodes.length,
      added: events.filter(({ action }) => action.kind === "add-dataset").length,
    },
    edges: {
      recorded: stated.length + setAside,
      added: countVerdict("added"),
      known: countVerdict("known"),
      repeated: countVerdict("repeated"),
      setAside,
      rejected: countVerdict("rejected", "to-itself"),
    },
    problems: [...read.problems, ...refused],
  };
}

const refusals: Readonly<Partial<Record<AssertionVerdict, string>>> = {
  rejected: "the store has this edge as rejected; stemma review accept takes it in",
  "to-itself": "both ends are the same dataset in the store",
};

function toRefusal(edge: ImportedEdge, verdict: AssertionVerdict | undefined): ImportProblem[] {
  const reason = verdict === undefined ? undefined : refusals[verdict];
  if (reason === undefined) return [];
  const record = `${edge.upstream} -> ${edge.downstream}`;
  return [{ ...edge.place, effect: "rejected", reason, record }];
}

/** Spec T8: an edge whose record does not say how it came about is read as direct inclusion. */
function toAssertedEdge(edge: ImportedEdge): AssertedEdge {
  const { upstream, downstream, splits } = edge;
  return {
    upstream,
    downstream,
    relation: edge.relation ?? "direct-inclusion",
    splits,
    reason: toReason(edge),
  };
}

const maxEvidence = 200;

/** Where it is recorded, how sure the record is, and what it gives as evidence. */
function toReason({ place, status, confidence, evidence }: ImportedEdge): string {
  const line = place.line === null ? "" : `, line ${place.line}`;
  const path = place.path === null ? "" : `, ${place.path}`;
  const doubt = status === "needs-review" ? "; to be reviewed, by its record" : "";
  const sure = confidence === null ? "" : `; confidence there ${confidence.toFixed(2)}`;
  const words = (evidence[0] ?? "").replace(/\s+/g, " ").trim();
  const cut = words.length > maxEvidence ? `${words.slice(0, maxEvidence).toWellFormed()}…` : words;
  return `imported from ${place.file}${line}${path}${doubt}${sure}${cut === "" ? "" : `: ${cut}`}`;
}

/** A trial run needs no store: where there is none, everything is new. */
async function withTarget<Result>(
  configuration: Configuration,
  isDryRun: boolean,
  use: (store: LineageStore) => Result,
): Promise<Result> {
  if (!isDryRun || existsSync(configuration.storePath)) {
    return await withStore(configuration, { readOnly: isDryRun }, use);
  }
  const draft = await mkdtemp(join(tmpdir(), "stemma-import-"));
  const store = openStore(join(draft, "store.db"));
  try {
    return use(store);
  } finally {
    store.close();
    await rm(draft, { recursive: true, force: true });
  }
}

/** What keeps an import from being complete. */
export function findGraphImportFailure({ problems }: ImportSummary): StemmaError | undefined {
  const rejected = problems.filter(({ effect }) => effect === "rejected").length;
  if (rejected === 0) return undefined;
  const records = rejected === 1 ? "1 record was" : `${rejected} records were`;
  return new StemmaError("partial", `${records} not taken over; all others were`, {
    hint: "each is listed with its place and what is wrong with it",
  });
}
