import { z } from "zod";

/**
 * What of a benchmark a path carries (roots G6): its `test-split` by name, something whose split is not known
 * (`possible`), or, as stated, only other splits (`clear`).
 */
export const Exposure = z.enum(["test-split", "possible", "clear"]);
export type Exposure = z.infer<typeof Exposure>;

/** What is known of a benchmark's splits. */
export interface BenchmarkSplits {
  /** The one it is scored on; null where that is not known. */
  readonly testSplit: string | null;
  /** True for a benchmark that has no other split: whatever is taken of it is the test split. */
  readonly isOnlySplit: boolean;
}

/** Reads the splits that were taken of a benchmark, as the edge that leaves it states them. */
export function toExposure(splits: readonly string[], { testSplit, isOnlySplit }: BenchmarkSplits): Exposure {
  const names = splits.flatMap(toSplitNames);
  if (names.length === 0) return isOnlySplit ? "test-split" : "possible";
  if (testSplit !== null) return names.some((name) => isSplit(name, testSplit)) ? "test-split" : "clear";
  if (names.some((name) => isSplit(name, "test"))) return "test-split";
  return names.every((name) => /^(?:auxiliary_)?train/.test(name)) ? "clear" : "possible";
}

/** False when both name splits and have none in common. */
export function isSharingSplit(splits: readonly string[], others: readonly string[]): boolean {
  const [names, otherNames] = [splits.flatMap(toSplitNames), others.flatMap(toSplitNames)];
  if (names.length === 0 || otherNames.length === 0) return true;
  return names.some((name) => otherNames.includes(name));
}

/** `train[:80%]+test` names two splits; `all` names none. */
function toSplitNames(text: string): string[] {
  return text
    .split("+")
    .map((part) =>
      part
        .replace(/\[[^\]]*\]/g, "")
        .trim()
        .toLowerCase(),
    )
    .filter((name) => name !== "" && name !== "all");
}

function isSplit(name: string, split: string): boolean {
  return name === split.trim().toLowerCase();
}
