import { z } from "zod";
import { type Dataset, DatasetId, isSameDataset, LineageGraph, Run, StemmaError } from "../../model/index.ts";
import { toCountText } from "../count-text.ts";
import { ModelSpending } from "../model-spending.ts";
import { TreeRow } from "../tree-row.ts";

const FailedDataset = z.object({ id: DatasetId, reason: z.string(), detail: z.string() });

/** What a trace gives. */
export const Traced = z.object({
  /** The datasets asked for and everything upstream of them. */
  graph: LineageGraph,
  /** One tree per dataset asked for, in that order. */
  trees: z.array(z.array(TreeRow)),
  run: Run,
  /** Datasets of which something could not be read for now; the next run tries them again. */
  failed: z.array(FailedDataset),
  /** Ids that look like those asked for, where none of these was found. */
  suggestions: z.array(DatasetId),
  requests: z.int().min(0),
  /** What language models took in this run; null where only rules read. */
  models: ModelSpending.nullable(),
  durationMs: z.int().min(0),
  world: z.string(),
  storePath: z.string(),
});
export type Traced = z.infer<typeof Traced>;

/** What kept a trace from being complete, as the error whose exit code tells it; undefined for a complete one. */
export function findTraceFailure(traced: Traced): StemmaError | undefined {
  const left = toCountText(traced.run.leftOver.length, "dataset");
  switch (traced.run.state) {
    case "interrupted":
      return new StemmaError("interrupted", `interrupted with ${left} left to read`, {
        hint: "everything read so far is kept; run the same command again to go on",
      });
    case "budget-reached":
      return new StemmaError("budget", `the budget is used up with ${left} left to read`, {
        hint: `run the same command again to go on, or raise the limit${traced.models === null ? "" : "; what was answered is not paid for twice"}`,
      });
    default:
      return findSeedFailure(traced) ?? findPartFailure(traced);
  }
}

/** Datasets asked for of which nothing at all is known. */
export function listLostSeeds({ graph, trees }: Pick<Traced, "graph" | "trees">): Dataset[] {
  return trees
    .flatMap((rows) => rows[0]?.dataset ?? [])
    .filter(({ outcome }) => outcome.kind === "unreadable" || outcome.kind === "not-on-hub")
    .filter(({ id }) => !graph.edges.some(({ downstream }) => isSameDataset(downstream, id)));
}

/** When none of the datasets asked for could be read, the reason of the first is the answer. */
function findSeedFailure(traced: Traced): StemmaError | undefined {
  const lost = listLostSeeds(traced);
  return lost[0] === undefined || lost.length < traced.trees.length
    ? undefined
    : toSeedError(lost[0], traced.suggestions);
}

function toSeedError({ id, outcome }: Dataset, suggestions: readonly DatasetId[]): StemmaError {
  const reason = outcome.kind === "unreadable" ? outcome.reason : "missing";
  const detail = outcome.kind === "unreadable" && outcome.detail !== "" ? `: ${outcome.detail}` : "";
  const text = `${id} could not be read (${reason})${detail}`;
  switch (reason) {
    case "missing":
      return new StemmaError("not-found", `${id} was not found${detail}`, {
        hint: toSpellingHint(suggestions),
      });
    case "gated":
      return new StemmaError("auth", text, {
        hint: "accept the conditions on the dataset's page, then set HF_TOKEN to a token of that account",
      });
    case "rate-limited":
      return new StemmaError("rate-limited", text, { hint: "wait, then run the same command again" });
    case "network":
    case "bad-response":
      return new StemmaError("network", text, {
        hint: "check the connection (stemma doctor --online), or read from a folder with --snapshot",
      });
    default:
      return new StemmaError("partial", text);
  }
}

function toSpellingHint(suggestions: readonly DatasetId[]): string {
  if (suggestions.length > 0) return `did you mean ${suggestions.join(" or ")}?`;
  return "check the spelling on the dataset's page; a private dataset needs HF_TOKEN";
}

function findPartFailure({ graph, failed }: Traced): StemmaError | undefined {
  const unreadable = graph.datasets.filter(({ outcome }) => outcome.kind === "unreadable");
  const ids = [...new Set([...unreadable, ...failed].map(({ id }) => id))];
  if (ids.length === 0) return undefined;
  const more = ids.length > 3 ? ` and ${ids.length - 3} more` : "";
  const text = `the lineage is partial: ${ids.slice(0, 3).join(", ")}${more} could not be read`;
  return new StemmaError("partial", text, {
    hint:
      failed.length > 0
        ? "run the same command again to try once more; list shows the reason of each"
        : "where these come from stays unknown; list shows the reason of each",
  });
}
