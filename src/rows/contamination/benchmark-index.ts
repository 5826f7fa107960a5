import type { RowKernels } from "../../kernels/index.ts";
import { EqualTexts } from "./equal-texts.ts";
import { ItemFinder } from "./item-finder.ts";
import { type BenchmarkSamples, type PreparedBenchmarks, prepareBenchmarks } from "./prepare-benchmarks.ts";

/** Benchmarks in memory, made ready for rows to be compared with. */
export interface BenchmarkIndex {
  readonly benchmarks: PreparedBenchmarks;
  readonly equal: EqualTexts;
  readonly finder: ItemFinder;
}

export function createBenchmarkIndex(
  kernels: RowKernels,
  samples: readonly BenchmarkSamples[],
): BenchmarkIndex {
  const benchmarks = prepareBenchmarks(samples);
  return {
    benchmarks,
    equal: new EqualTexts(kernels, benchmarks),
    finder: new ItemFinder(kernels, benchmarks),
  };
}
