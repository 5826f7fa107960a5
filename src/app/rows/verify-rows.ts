import { z } from "zod";
import { findDirectEdge, type LineageIndex, predictSharedRows } from "../../graph/index.ts";
import { StemmaError } from "../../model/index.ts";
import { countStatedRows, keyScopes, keyTiers } from "../../rows/index.ts";
import { toCountText } from "../count-text.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { findStripList, withStrip } from "./find-strip-list.ts";
import { openLineage } from "./open-lineage.ts";
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
import { RowRequest } from "./row-request.ts";
import { countSavings, type SparedPair } from "./verification/count-savings.ts";
import { listSides, parseGivenRows } from "./verification/list-sides.ts";
import { type OpenedSide, openSide, toSize } from "./verification/open-sides.ts";
import { createRowScanner, type InputJob } from "./verification/row-scanner.ts";
import {
  PairOutcome,
  RowsVerification,
  rowsVerificationVersion,
  type VerifiedDataset,
} from "./verification/rows-verification.ts";
import { type PlannedPair, type RanPairs, runPairs } from "./verification/run-pairs.ts";

/** Scans the pairs of datasets that the lineage predicts to share rows, most likely first (roots R3). */
export const verifyRows = defineUseCase({
  name: "rows verify",
  summary: "Prove by rows what the lineage predicts",
  input: RowRequest.omit({ inputs: true }).extend({
    /** The datasets asked about; all that rows are given for when empty. */
    ids: z.array(z.string()).default([]),
    /** `org/name=place`, `org/name:split=place`. */
    data: z.array(z.string()).default([]),
    /** File or folder of a graph; the store when null. */
    graph: z.string().min(1).nullable().default(null),
    /** What counts as found. */
    tier: z.enum(keyTiers).default("norm"),
    on: z.enum(keyScopes).default("pair"),
    /** What else is counted. */
    tiers: z.array(z.enum(keyTiers)).default([...keyTiers]),
    pairs: z.int().min(0).nullable().default(100),
    rows: z.int().min(0).nullable().default(null),
    /** Also the pairs of the datasets asked about that no path connects. */
    all: z.boolean().default(false),
  }),
  output: RowsVerification,
  async perform(request, context) {
    const lineage = await openLineage(context.configuration, request.graph);
    return await withRowPlaces(context, async (places): Promise<RowsVerification> => {
      const opened = await openSides(lineage.index, request, { context, places });
      const datasets = opened.map(({ dataset }) => dataset);
      const plan = planPairs(lineage.index, datasets);
      const planned = request.all ? [...plan.predicted, ...plan.others] : plan.predicted;
      const ran = await scanPairs({ request, context, opened }, planned);
      return {
        schemaVersion: rowsVerificationVersion,
        graph: lineage.origin,
        found: { tier: request.tier, scope: request.on },
        budget: { pairs: request.pairs, rows: request.rows },
        datasets: [...ran.datasets],
        pairs: [...ran.pairs],
        outcomes: countOutcomes(ran),
        rowsRead: ran.rowsRead,
        lookups: ran.lookups,
        saved: await toSavings({
          opened,
          ran,
          predicted: plan.predicted,
          spared: request.all ? [] : plan.others,
        }),
      };
    });
  },
});

type Request = z.output<typeof verifyRows.input>;

interface Opening {
  readonly context: UseCaseContext;
  readonly places: RowPlaces;
}

async function openSides(
  index: LineageIndex,
  { ids, data, map, workers, work }: Request,
  { context, places }: Opening,
): Promise<OpenedSide[]> {
  const sides = listSides(index, {
    asked: ids,
    given: data.map(parseGivenRows),
    allowsHub: isHubOpen(context),
  });
  if (sides.length === 0) {
    throw new StemmaError("usage", "there is no dataset to verify", {
      hint: "name one, or give the rows of some: --data org/name=PATH",
    });
  }
  const openPlaces = (inputs: readonly string[]) =>
    openInputs({ inputs: [...inputs], map, workers, work }, context, places);
  const opened: OpenedSide[] = [];
  for (const side of sides) opened.push(await openSide(side, openPlaces));
  return opened;
}

/** The pairs in which a dataset that is asked about takes part: those that paths connect, and the others that have rows. */
function planPairs(index: LineageIndex, datasets: readonly VerifiedDataset[]) {
  const isWanted = (a: number, b: number) => datasets[a]?.isAsked === true || datasets[b]?.isAsked === true;
  const predicted = predictSharedRows(index, datasets, isWanted);
  const names = new Set(predicted.map(({ a, b }) => `${a} ${b}`));
  const toPair = (a: number, b: number, prediction: PlannedPair["prediction"]): PlannedPair[] => {
    const [first, second] = [datasets[a], datasets[b]];
    if (first === undefined || second === undefined) return [];
    return [{ a, b, prediction, edge: findDirectEdge(index, first, second) ?? null }];
  };
  const hasRows = (position: number) => datasets[position]?.origin !== "none";
  const others = datasets.flatMap((_, a) =>
    datasets.flatMap((__, b) =>
      a < b && isWanted(a, b) && hasRows(a) && hasRows(b) && !names.has(`${a} ${b}`)
        ? toPair(a, b, null)
        : [],
    ),
  );
  return { predicted: predicted.flatMap(({ a, b, prediction }) => toPair(a, b, prediction)), others };
}

interface Scanning {
  readonly request: Request;
  readonly context: UseCaseContext;
  readonly opened: readonly OpenedSide[];
}

async function scanPairs(
  { request, context, opened }: Scanning,
  pairs: readonly PlannedPair[],
): Promise<RanPairs> {
  const datasets = opened.map(({ dataset }) => dataset);
  const given = await Promise.all(opened.filter(isGiven).map(({ openInput }) => openInput()));
  const isLarge = datasets.some(({ origin }) => origin === "hub");
  const { runner, close } = openRunner(given, { ...request, isLarge }, context);
  const counted = {
    scopes: keyScopes,
    tiers: keyTiers.filter((tier) => tier === request.tier || request.tiers.includes(tier)),
    inputBytes: datasets.reduce((sum, { bytes }) => sum + bytes, isLarge ? hubBytes : 0),
  };
  const openJob = (position: number) => openInputJob({ request, context, opened }, position);
  let isDone = false;
  try {
    const ran = await runPairs({
      datasets,
      pairs,
      scanner: createRowScanner({ runner, request: counted, openJob }),
      foundBy: { tier: request.tier, scope: request.on },
      budget: { pairs: request.pairs, rows: request.rows },
    });
    isDone = true;
    return ran;
  } finally {
    await close(isDone);
  }
}

/** What datasets of the hub are taken to hold before they were looked at; how finely keys are cut depends on it. */
const hubBytes = 8 * 2 ** 30;

function isGiven({ dataset }: OpenedSide): boolean {
  return dataset.origin === "given" && dataset.problem === null;
}

function isHubOpen({ configuration: { settings } }: UseCaseContext): boolean {
  return !settings.offline && settings.snapshot === null;
}

async function openInputJob({ request, context, opened }: Scanning, position: number): Promise<InputJob> {
  const { map, strip, workers, work } = request;
  const input = await opened[position]?.openInput();
  if (input === undefined) throw new RangeError("a pair names no dataset");
  const detected = await detectMappings([input], { inputs: [], map, strip, workers, work }, context);
  const [mapping] = toShown([input], detected);
  if (mapping === undefined) throw new TypeError("an input without a mapping");
  const fetched = await fetchInputs([input], detected, context);
  const wrappers = await findStripList(strip, { inputs: fetched, detected }, context);
  const job = withStrip(await toJob(fetched, detected, context), wrappers);
  return { ...job, mapping: { ...mapping, strip: [...wrappers] }, ...toSize(input) };
}

function countOutcomes({ pairs }: RanPairs): RowsVerification["outcomes"] {
  const counts = PairOutcome.options.map((outcome) => {
    const count = pairs.filter((pair) => pair.outcome === outcome).length;
    return [outcome, count] as const;
  });
  return Object.fromEntries(counts) as RowsVerification["outcomes"];
}

interface Ran {
  readonly opened: readonly OpenedSide[];
  readonly ran: RanPairs;
  readonly predicted: readonly PlannedPair[];
  readonly spared: readonly SparedPair[];
}

async function toSavings({ opened, ran, predicted, spared }: Ran): Promise<RowsVerification["saved"]> {
  const hasRows = (position: number) => opened[position]?.dataset.origin !== "none";
  const readable = predicted.filter(({ a, b }) => hasRows(a) && hasRows(b));
  const needed = new Set(readable.flatMap(({ a, b }) => [a, b]));
  const statedRows = new Map<number, number>();
  for (const [position, side] of opened.entries()) {
    const isCounted = !needed.has(position) && isGiven(side);
    const rows = isCounted ? await countStatedRows(await side.openInput()) : undefined;
    if (rows !== undefined) statedRows.set(position, rows);
  }
  return countSavings(ran.datasets, spared, { needed, statedRows });
}

/** What keeps the result from covering all that was asked for: a dataset that could not be read, or a budget. */
export function findVerificationFailure({ datasets, pairs }: RowsVerification): StemmaError | undefined {
  const unread = datasets.filter(({ problem }) => problem !== null);
  const [first] = unread;
  if (first !== undefined) {
    const more = unread.length > 1 ? ` and ${unread.length - 1} more` : "";
    return new StemmaError(
      "partial",
      `the rows of ${first.dataset}${more} could not be read: ${first.problem}`,
      {
        hint: "all other pairs were scanned",
      },
    );
  }
  const left = pairs.filter(({ notScanned }) => notScanned === "pair-budget" || notScanned === "row-budget");
  if (left.length === 0) return undefined;
  return new StemmaError(
    "budget",
    `${toCountText(left.length, "pair")} left over when the budget was used up`,
    {
      hint: "raise --pairs or --rows; the most likely pairs were scanned first",
    },
  );
}
