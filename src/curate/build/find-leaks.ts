import { findContamination, listMatches } from "../../rows/index.ts";
import type { BuildPlan } from "../plan/build-plan.ts";
import { findEqualLeaks } from "./equal-leaks.ts";
import type { FindLeaks, Leak, LeakSearch } from "./leaks.ts";

type Level = BuildPlan["decontamination"]["level"];

/** From the surest; a plan's level takes all verdicts up to it. Equal questions go at every level. */
const levels: readonly Level[] = ["exact", "confirmed", "likely", "review"];

/** Finds the rows that ask what a benchmark asks, and those that hold an item in another way, up to the plan's level. */
export const findLeaks: FindLeaks = async (search) => {
  const equal = await findEqualLeaks(search);
  if (search.level === "exact") return equal;
  const leaks = new Map<number, Leak>((await findMatches(search)).map((leak) => [leak.row, leak]));
  for (const leak of equal) leaks.set(leak.row, leak);
  return [...leaks.values()].sort((one, other) => one.row - other.row);
};

/** The surest match of each row; of several the first item's. */
async function findMatches(search: LeakSearch): Promise<readonly Leak[]> {
  const { parts, benchmarks, level, runner } = search;
  const train = {
    inputs: parts.map(({ task }, part) => ({ name: String(part), files: [task.file] })),
    shards: parts.map(({ task, bytes }, part) => ({ input: part, file: 0, task, bytes })),
  };
  const found = await findContamination({ benchmarks, train, runner });
  const starts = [0];
  for (const { rows } of found.trainInputs) starts.push((starts.at(-1) ?? 0) + rows);
  const surest = new Map<number, Leak & { readonly reason: Level }>();
  for await (const { entry, shard, row, verdict, features } of listMatches(found)) {
    const item = found.benchmarks.entries[entry];
    if (item === undefined || levels.indexOf(verdict) > levels.indexOf(level)) continue;
    const number = (starts[shard] ?? 0) + row;
    const known = surest.get(number);
    if (known !== undefined && !isSurer(verdict, known.reason)) continue;
    const { method, containment } = features;
    const detail = `${method}, ${(containment * 100).toFixed(1)}% of the item`;
    surest.set(number, { row: number, benchmark: item.benchmark, item: item.index, reason: verdict, detail });
  }
  return [...surest.values()];
}

function isSurer(verdict: Level, than: Level): boolean {
  return levels.indexOf(verdict) < levels.indexOf(than);
}
