import { createHash } from "node:crypto";
import { createRuleAgents } from "../../src/agents/index.ts";
import { findPaths, type LineageIndex, toLineageIndex } from "../../src/graph/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, toCanonicalJson } from "../../src/trace/index.ts";
import { measureWork, printFigures } from "./side-output.ts";

const mostPaths = 20;
const pairCount = 20;

const [storePath = ""] = process.argv.slice(2);
const store = openStore(storePath, { readOnly: true });
const agents = createRuleAgents();
const assembled = measureWork(() => assembleGraph(store, agents));
store.close();
const graph = assembled.result;
const json = measureWork(() => toCanonicalJson(graph));
const indexed = measureWork(() => toLineageIndex(graph));
const ancestors = measureWork(() => countAncestors(indexed.result));
const pairs = listPairs(indexed.result);
const paths = measureWork(() => pairs.map(([from, to]) => listPathLengths(indexed.result, from, to)));

const toMs = ({ wallSeconds }: { readonly wallSeconds: number }) => wallSeconds * 1000;
printFigures({
  figures: {
    assemble: toMs(assembled),
    "canonical JSON": toMs(json),
    index: toMs(indexed),
    ancestors: toMs(ancestors),
    paths: toMs(paths),
  },
  answer: {
    sha256: createHash("sha256").update(json.result).digest("hex"),
    ancestors: ancestors.result,
    paths: paths.result,
  },
});

function countAncestors(index: LineageIndex): number {
  return graph.seeds.reduce((sum, seed) => sum + index.listReachable(seed, "up").length, 0);
}

/** The first seeds that have ancestors, each with the first of its ancestors in the order of ids. */
function listPairs(index: LineageIndex): [string, string][] {
  return graph.seeds
    .flatMap((seed): [string, string][] => {
      const first = [...index.listReachable(seed, "up")].sort().at(0);
      return first === undefined ? [] : [[first, seed]];
    })
    .slice(0, pairCount);
}

function listPathLengths(index: LineageIndex, from: string, to: string): number[] {
  return findPaths(index, { from, to }, mostPaths).paths.map((path) => path.edges.length);
}
