import { readFile } from "node:fs/promises";
import {
  type CompactGraph,
  measureAncestry,
  toCompactGraph,
  toLineageIndex,
  toSimilarityReport,
} from "../../src/graph/index.ts";
import { makeGraph } from "../../test/support/lineage-fixture.ts";
import { type Elapsed, measureWork, printFigures } from "./side-output.ts";

const [question = "", path = ""] = process.argv.slice(2);
const bytes = await readFile(path);
const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const nodeCount = numbers[0] ?? 0;
const edgeCount = numbers[1] ?? 0;

if (question === "ancestry") answerAncestry();
else answerOverlap();

function answerAncestry(): void {
  const pick = (end: number) =>
    Int32Array.from({ length: edgeCount }, (_, edge) => numbers[2 + 2 * edge + end] ?? 0);
  const ends = { nodeCount, upstream: pick(0), downstream: pick(1) };
  const built = measureWork((): CompactGraph => toCompactGraph(ends));
  const measured = measureWork(() => measureAncestry(built.result));
  const { depths, pathCounts } = measured.result;
  let deepest = 0;
  let paths = 0;
  for (let node = 0; node < nodeCount; node++) {
    deepest = Math.max(deepest, depths[node] ?? 0);
    paths += pathCounts[node] ?? 0;
  }
  print(built, measured, { deepest, paths });
}

function answerOverlap(): void {
  const toId = (node: number | undefined) => `x/d${String(node).padStart(5, "0")}`;
  const arrows = Array.from(
    { length: edgeCount },
    (_, edge) => `${toId(numbers[2 + 2 * edge])} -> ${toId(numbers[3 + 2 * edge])}`,
  );
  const graph = makeGraph([...new Set(arrows)]);
  const built = measureWork(() => toLineageIndex(graph));
  const measured = measureWork(() => toSimilarityReport(built.result, { maxPairs: 50 }));
  const { pairs, pairCount } = measured.result;
  const similarities = pairs.map(({ similarity }) => Number(similarity.toFixed(6)));
  print(built, measured, { pairCount, similarities });
}

function print(built: Elapsed, measured: Elapsed, answer: Readonly<Record<string, unknown>>): void {
  printFigures({
    figures: {
      build: built.wallSeconds * 1000,
      [question]: measured.wallSeconds * 1000,
      [`${question} cpu`]: measured.cpuSeconds * 1000,
    },
    answer,
  });
}
