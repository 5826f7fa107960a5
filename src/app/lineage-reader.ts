import { createRuleAgents } from "../agents/index.ts";
import { findNearIds, type LineageIndex, toLineageIndex } from "../graph/index.ts";
import { type Dataset, type DatasetId, parseDatasetId, StemmaError, toUnresolvedId } from "../model/index.ts";
import { type LineageStore, openStore } from "../store/index.ts";
import { assembleGraph, ReviewSession } from "../trace/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import type { UseCaseContext } from "./use-case.ts";

/** Opens the configured store for as long as `use` runs. */
export async function withStore<Result>(
  configuration: Configuration,
  options: { readonly readOnly: boolean },
  use: (store: LineageStore) => Result | Promise<Result>,
): Promise<Result> {
  const store = openStore(configuration.storePath, options);
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

/** What is to be closed when the review is over. */
export function openReviewSession(
  { storePath }: Configuration,
  { readOnly }: { readonly readOnly: boolean },
): ReviewSession {
  const open = (options: { readonly readOnly: boolean }) => openStore(storePath, options);
  return new ReviewSession({ open, readOnly, agents: createRuleAgents() });
}

/** The session that the caller keeps, or one for as long as `use` runs. */
export function withReviews<Result>(
  { reviews, configuration }: UseCaseContext,
  options: { readonly readOnly: boolean },
  use: (session: ReviewSession) => Result,
): Result {
  if (reviews !== undefined) return use(reviews);
  const session = openReviewSession(configuration, options);
  try {
    return use(session);
  } finally {
    session.close();
  }
}

/** @throws StemmaError `not-found` when nothing was traced yet, and what the store throws. */
export async function loadLineage(configuration: Configuration): Promise<LineageIndex> {
  return await withStore(configuration, { readOnly: true }, (store) =>
    toLineageIndex(assembleGraph(store, createRuleAgents())),
  );
}

/** The same for questions that an empty store cannot answer. @throws StemmaError `not-found` when no dataset is in it. */
export async function loadFilledLineage(configuration: Configuration): Promise<LineageIndex> {
  const index = await loadLineage(configuration);
  if (index.graph.datasets.length > 0) return index;
  throw new StemmaError("not-found", `the store ${configuration.storePath} holds no dataset yet`, {
    hint: "trace a dataset first: stemma trace org/name",
  });
}

type DatasetLookup = Pick<LineageIndex, "graph" | "findDataset">;

/**
 * The dataset a person means by an id, an alias or a plain name that is in the store.
 *
 * @throws StemmaError `invalid-id`, or `not-found` with the ids that look like it.
 */
export function findStoredDataset(index: DatasetLookup, text: string): Dataset {
  const unresolved = toUnresolvedId(text);
  const found = unresolved === undefined ? undefined : index.findDataset(unresolved);
  if (found !== undefined) return found;
  const id = parseDatasetId(text);
  const dataset = index.findDataset(id);
  if (dataset !== undefined) return dataset;
  const near = findNearIds(id, listIds(index));
  throw new StemmaError("not-found", `${id} is not in the store`, {
    hint:
      near.length > 0
        ? `did you mean ${near.join(" or ")}? Otherwise trace it first: stemma trace ${id}`
        : `trace it first (stemma trace ${id}), or see what is there: stemma list`,
  });
}

function listIds(index: DatasetLookup): DatasetId[] {
  return index.graph.datasets.flatMap((dataset) => [dataset.id, ...dataset.aliases]);
}
