import { createRowKernels } from "../../src/kernels/index.ts";
import type { Sample } from "../../src/model/index.ts";
import type { PairFinding } from "../../src/rows/contamination/examine-rows.ts";
import { RowExaminer, type TextFinding } from "../../src/rows/contamination/examine-rows.ts";
import { type JudgedMatch, judgeItem } from "../../src/rows/contamination/judge-findings.ts";
import {
  type BenchmarkSamples,
  type PreparedBenchmarks,
  prepareBenchmarks,
} from "../../src/rows/contamination/prepare-benchmarks.ts";

export interface Examined {
  readonly benchmarks: PreparedBenchmarks;
  readonly pairs: readonly PairFinding[];
  readonly matches: readonly JudgedMatch<TextFinding>[];
}

/** Compares samples in memory with benchmarks, as a scan does with the rows of files. */
export async function examineSamples(
  benchmarkSamples: readonly BenchmarkSamples[],
  rows: readonly Sample[],
): Promise<Examined> {
  const kernels = await createRowKernels({});
  const benchmarks = prepareBenchmarks(benchmarkSamples);
  const isChat = rows.some(({ turns }) => turns.length > 0);
  const examiner = new RowExaminer(kernels, benchmarks, isChat);
  for (const [number, sample] of rows.entries()) {
    kernels.setRow(sample.instruction, sample.input, sample.output);
    examiner.examine({ number, sample: () => sample });
  }
  const { pairs, texts, finder } = examiner;
  const evidence = { benchmarks, finder: finder.long, rowCounts: finder.rowCounts };
  const matches = benchmarks.items.flatMap((subject, item) => {
    const pairRows = pairs.filter(({ entry }) => subject.entries.includes(entry)).length;
    const findings = texts.filter((finding) => finding.item === item);
    return judgeItem(item, findings, { ...evidence, pairRows });
  });
  return { benchmarks, pairs, matches };
}

export function toSample(given: Partial<Sample>): Sample {
  return {
    instruction: "",
    input: "",
    output: "",
    system: "",
    turns: [],
    answer: "",
    source: null,
    split: null,
    id: null,
    ...given,
  };
}
