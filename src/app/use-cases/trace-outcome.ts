import type { z } from "zod";
import { type Dataset, isSameDataset, StemmaError } from "../../model/index.ts";
import type { traceDatasets } from "./trace-datasets.ts";

export type Traced = z.output<typeof traceDatasets.output>;

/** What kept a trace from being complete, as the error whose exit code tells it; undefined for a complete one. */
export function findTraceFailure(traced: Traced): StemmaError | undefined {
  const { run } = traced;
  if (run.state === "interrupted") {
    return new StemmaError(
      "interrupted",
      `interrupted with ${countText(run.leftOver.length, "dataset")} left to read`,
      {
        hint: "everything read so far is kept; run the same command again to go on",
      },
    );
  }
  if (run.state === "budget-reached") {
    return new StemmaError(
      "budget",
      `the budget is used up with ${countText(run.leftOver.length, "dataset")} left to read`,
      {
        hint: "run the same command again to go on, or raise the limit",
      },
    );
  }
  return findSeedFailure(traced) ?? findPartFailure(traced);
}

/** When none of the datasets asked for could be read at all, their own reason is the answer. */
function findSeedFailure({ graph, trees }: Traced): StemmaError | undefined {
  const seeds = trees.flatMap((rows) => rows[0]?.dataset ?? []);
  const failures = seeds.flatMap(
    (seed) =>
      toSeedFailure(
        seed,
        graph.edges.some((edge) => isSameDataset(edge.downstream, seed.id)),
      ) ?? [],
  );
  return failures.length > 0 && failures.length === seeds.length ? failures[0] : undefined;
}

function toSeedFailure({ id, outcome }: Dataset, hasUpstream: boolean): StemmaError | undefined {
  if (hasUpstream) return undefined;
  if (outcome.kind === "not-on-hub") {
    return new StemmaError("not-found", `${id} was not found`, {
      hint: "check the spelling on the dataset's page; a private dataset needs HF_TOKEN",
    });
  }
  if (outcome.kind !== "unreadable") return undefined;
  const text = `${id} could not be read (${outcome.reason}): ${outcome.detail}`;
  switch (outcome.reason) {
    case "gated":
      return new StemmaError("auth", text, {
        hint: "accept the conditions on the dataset's page, then set HF_TOKEN to a token of that account",
      });
    case "rate-limited":
      return new StemmaError("rate-limited", text, {
        hint: "wait and run the same command again; what was read is kept",
      });
    case "network":
      return new StemmaError("network", text, {
        hint: "check the connection, or trace from a snapshot folder with --snapshot",
      });
    default:
      return new StemmaError("partial", text);
  }
}

function findPartFailure({ graph, failed }: Traced): StemmaError | undefined {
  const unreadable = graph.datasets.filter((dataset) => dataset.outcome.kind === "unreadable");
  const ids = new Set([...unreadable.map((dataset) => dataset.id), ...failed.map((dataset) => dataset.id)]);
  if (ids.size === 0) return undefined;
  const named = [...ids].slice(0, 3).join(", ");
  const more = ids.size > 3 ? ` and ${ids.size - 3} more` : "";
  return new StemmaError("partial", `the lineage is partial: ${named}${more} could not be read`, {
    hint:
      failed.length > 0
        ? "run the same command again to try them once more"
        : "their own sources are unknown",
  });
}

function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
