import { createRowKernels } from "../../src/kernels/index.ts";
import type { Sample } from "../../src/model/index.ts";
import { createBenchmarkIndex } from "../../src/rows/contamination/benchmark-index.ts";
import { RowExaminer } from "../../src/rows/contamination/examine-rows.ts";
import type { PairFinding, TextFinding } from "../../src/rows/contamination/finding.ts";
import { type JudgedMatch, judgeItem } from "../../src/rows/contamination/judge-findings.ts";
import type {
  BenchmarkSamples,
  PreparedBenchmarks,
} from "../../src/rows/contamination/prepare-benchmarks.ts";

export interface Examined {
  readonly benchmarks: PreparedBenchmarks;
  readonly pairs: readonly PairFinding[];
  readonly matches: readonly JudgedMatch<TextFinding>[];
}

/** Compares samples in memory with benchmarks, as a scan does with the rows of files. */
export function examineSamples(
  benchmarkSamples: readonly BenchmarkSamples[],
  rows: readonly Sample[],
): Examined {
  const kernels = createRowKernels();
  const index = createBenchmarkIndex(kernels, benchmarkSamples);
  const isChat = rows.some(({ turns }) => turns.length > 0);
  const examiner = new RowExaminer(kernels, index, isChat);
  for (const [number, sample] of rows.entries()) {
    kernels.setRow(sample.instruction, sample.input, sample.output);
    examiner.examine({ number, sample: () => sample });
  }
  const { pairs, texts, rowCounts } = examiner;
  const { benchmarks, finder } = index;
  const matches = benchmarks.items.flatMap((subject, item) => {
    const pairRows = pairs.filter(({ entry }) => subject.entries.includes(entry)).length;
    const findings = texts.filter((finding) => finding.item === item);
    return judgeItem(item, findings, { benchmarks, finder: finder.long, rowCounts, pairRows });
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
