import { writeFile } from "node:fs/promises";

/** Edges as 32-bit numbers, upstream before downstream; the first two numbers are those of nodes and edges. */
const [question = "", path = "", nodeText = "", edgeText = ""] = process.argv.slice(2);
const nodeCount = Number(nodeText);
const edgeCount = Number(edgeText);
const random = createRandom(20260412);
const numbers = new Int32Array(2 + 2 * edgeCount);
numbers.set([nodeCount, edgeCount]);
const isDeep = question === "ancestry";
for (let edge = 0; edge < edgeCount; edge++) {
  const [upstream, downstream] = isDeep ? drawAny() : drawLayered();
  numbers[2 + 2 * edge] = upstream;
  numbers[3 + 2 * edge] = downstream;
}
await writeFile(path, numbers);

/** Any earlier node upstream of any node. */
function drawAny(): [number, number] {
  const downstream = 1 + Math.floor(random() * (nodeCount - 1));
  return [Math.floor(random() * downstream), downstream];
}

/** Half of the nodes are roots; the others take mostly roots, as datasets do. */
function drawLayered(): [number, number] {
  const roots = Math.floor(nodeCount / 2);
  const downstream = roots + Math.floor(random() * (nodeCount - roots));
  const isRoot = random() < 0.6 || downstream === roots;
  return [Math.floor(isRoot ? random() * roots : roots + random() * (downstream - roots)), downstream];
}

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
