import { z } from "zod";
import type { ContaminationJob } from "../../rows/index.ts";
import type { UseCaseContext } from "../use-case.ts";
import {
  detectMappings,
  fetchInputs,
  openInputs,
  type RowPlaces,
  toJob,
  toShown,
  withRowPlaces,
} from "./open-rows.ts";
import { openRunner } from "./open-runner.ts";
import { RowRequest, type ShownMapping } from "./row-request.ts";

/** Benchmarks and the training rows to be searched for their items. */
export const ContaminationRequest = RowRequest.omit({ inputs: true }).extend({
  /** Places of benchmarks, each a benchmark of its own. */
  benchmarks: z.array(z.string().min(1)).min(1, "name a benchmark with --benchmark"),
  /** Places of training rows. */
  train: z.array(z.string().min(1)).min(1, "name training rows with --train"),
  /** As `map`, for benchmarks only, and for training rows only; they go before `map`. */
  benchmarkMap: z.array(z.string()).default([]),
  trainMap: z.array(z.string()).default([]),
});
export type ContaminationRequest = z.output<typeof ContaminationRequest>;

export interface OpenedContamination extends ContaminationJob {
  /** Of the benchmarks, then of the training inputs. */
  readonly mappings: readonly ShownMapping[];
}

/**
 * Opens benchmarks and training rows, and hands over the job that searches the one for the other.
 *
 * @param wholeRows whether training rows are written, so that all of their fields are needed
 * @throws StemmaError `usage`, `not-found`, and what the job throws.
 */
export async function withContamination<Result>(
  request: ContaminationRequest & { readonly wholeRows?: boolean },
  context: UseCaseContext,
  perform: (job: OpenedContamination) => Promise<Result>,
): Promise<Result> {
  return await withRowPlaces(context, async (places) => {
    const { map, benchmarkMap, trainMap, wholeRows = false } = request;
    const opening = { context, places, request };
    const benchmarks = await openSide({
      ...opening,
      inputs: request.benchmarks,
      map: override(map, benchmarkMap),
      wholeRows: false,
    });
    const train = await openSide({
      ...opening,
      inputs: request.train,
      map: override(map, trainMap),
      wholeRows,
    });
    const { runner, close } = openRunner([...benchmarks.inputs, ...train.inputs], request, context);
    let isDone = false;
    try {
      const mappings = [...benchmarks.mappings, ...train.mappings];
      const result = await perform({ benchmarks: benchmarks.rows, train: train.rows, runner, mappings });
      isDone = true;
      return result;
    } finally {
      await close(isDone);
    }
  });
}

interface Opening {
  readonly request: ContaminationRequest;
  readonly context: UseCaseContext;
  readonly places: RowPlaces;
  readonly inputs: readonly string[];
  readonly map: readonly string[];
  readonly wholeRows: boolean;
}

async function openSide({ request, context, places, inputs, map, wholeRows }: Opening) {
  const { workers, work } = request;
  const asked = { inputs: [...inputs], map: [...map], workers, work };
  const found = await openInputs(asked, context, places);
  const detected = await detectMappings(found, asked, context);
  const fetched = await fetchInputs(found, wholeRows ? [] : detected, context);
  return {
    inputs: fetched,
    rows: await toJob(fetched, detected, context),
    mappings: toShown(fetched, detected),
  };
}

/** Drops of the places for all rows those that are given for this side alone. */
function override(all: readonly string[], own: readonly string[]): string[] {
  const toPart = (text: string) => /^\s*(\w+)\s*=/.exec(text)?.[1]?.toLowerCase();
  const given = new Set(own.map(toPart));
  return [...all.filter((text) => !given.has(toPart(text)) || toPart(text) === undefined), ...own];
}
