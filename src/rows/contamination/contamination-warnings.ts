import type { BenchmarkContamination } from "./contamination-report.ts";
import { examineShard } from "./examine-shard.ts";
import type { FoundContamination } from "./find-contamination.ts";

/** From here on two sets are the same, but for what was lost on the way. */
const sameSet = 0.95;

/** What makes the figures doubtful: most often that the wrong file or column was named. */
export function listWarnings(
  found: FoundContamination,
  benchmarks: readonly BenchmarkContamination[],
): string[] {
  return [...listSameSets(found, benchmarks), ...listEmptyRows(found), ...listUnanswered(benchmarks)];
}

function listSameSets(found: FoundContamination, benchmarks: readonly BenchmarkContamination[]): string[] {
  const results = found.shards.map((output) => examineShard.toResult(output));
  const pairRows = results.reduce((sum, result) => sum + result.pairRows, 0);
  const hashes = new Map(
    found.trainInputs.flatMap(({ files }) => files.map(({ file, sha256 }) => [sha256 ?? "", file] as const)),
  );
  return benchmarks.flatMap(({ benchmark, train, keys }, index) => {
    const files = found.benchmarkInputs[index]?.files ?? [];
    const same = files.find(({ sha256 }) => sha256 !== null && hashes.has(sha256));
    if (same !== undefined) {
      return [`${hashes.get(same.sha256 ?? "")} is the benchmark ${benchmark.name} itself, byte for byte`];
    }
    const isSame = (keys.raw?.rate ?? 0) > sameSet && train.rows > 0 && pairRows / train.rows > sameSet;
    return isSame
      ? [`the training rows are the benchmark ${benchmark.name} itself, more than 95% of them`]
      : [];
  });
}

function listEmptyRows({ benchmarks, benchmarkInputs, trainInputs, shards }: FoundContamination): string[] {
  const hint = "the mapping names another column: say where the question is with --map instruction=…";
  const empty = benchmarks.names.filter((_, benchmark) => {
    const own = benchmarks.entries.filter((entry) => entry.benchmark === benchmark);
    const rows = benchmarkInputs[benchmark]?.rows ?? 0;
    return rows > 0 && own.every(({ instruction, input }) => instruction === "" && input === "");
  });
  const emptyRows = shards.reduce((sum, output) => sum + examineShard.toResult(output).emptyRows, 0);
  const rows = trainInputs.reduce((sum, input) => sum + input.rows, 0);
  return [
    ...empty.map((name) => `every question of the benchmark ${name} is empty; ${hint}`),
    ...(rows > 0 && emptyRows / rows > sameSet
      ? [`${emptyRows} of ${rows} training rows ask nothing; ${hint}`]
      : []),
  ];
}

function listUnanswered(benchmarks: readonly BenchmarkContamination[]): string[] {
  return benchmarks.flatMap(({ benchmark }) =>
    benchmark.rows > 0 && benchmark.answered === 0
      ? [
          `the benchmark ${benchmark.name} states no answers, so that near matches cannot be told by them; if it has some, say where with --benchmark-map answer=…`,
        ]
      : [],
  );
}
