import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import {
  exportGraph,
  findPath,
  importGraph,
  loadConfiguration,
  type UseCaseContext,
} from "../../src/app/index.ts";
import {
  type LineageIndex,
  measureAncestry,
  toCompactLineage,
  toLineageIndex,
} from "../../src/graph/index.ts";
import { LineageGraph } from "../../src/model/index.ts";
import { type Figure, toFigure } from "./figure.ts";

const Path = z.array(z.string());
const Redundancy = z.object({ intersections: z.array(z.object({ pathsTargetToSource: z.array(Path) })) });
const Contamination = z.object({ paths: z.array(z.object({ path: Path })) });
const Printed = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      inDegree: z.int().optional(),
      outDegree: z.int().optional(),
      depth: z.int().optional(),
    }),
  ),
});

/** Imports the graph that the paper prints into a fresh store and looks its printed paths and figures up there. */
export async function checkPaper(folder: string): Promise<readonly Figure[]> {
  const scratch = await mkdtemp(join(tmpdir(), "stemma-paper-"));
  try {
    const flags = { store: join(scratch, "store.db"), reviewer: "check-paper" };
    const context = { configuration: loadConfiguration({ flags, env: {}, cwd: scratch }) };
    const lineage = join(folder, "lineage.json");
    const imported = await importGraph.run({ paths: [lineage] }, context);
    const again = await importGraph.run({ paths: [lineage] }, context);
    const { recorded, added } = imported.edges;
    return [
      toFigure("edges imported", String(recorded), String(added)),
      toFigure("edges that a second import adds", "0", String(again.edges.added)),
      ...(await checkPaths("Table 9", await readRedundancy(folder), context)),
      ...(await checkPaths("contamination path", await readContamination(folder), context)),
      ...(await checkFigures(lineage, context)),
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readRedundancy(folder: string): Promise<string[][]> {
  const { intersections } = Redundancy.parse(await readJson(join(folder, "redundancy.json")));
  return intersections.flatMap(({ pathsTargetToSource }) =>
    pathsTargetToSource.map((path) => path.toReversed()),
  );
}

async function readContamination(folder: string): Promise<string[][]> {
  const { paths } = Contamination.parse(await readJson(join(folder, "contamination.json")));
  return paths.map(({ path }) => path);
}

const maxPaths = 1000;

async function checkPaths(
  table: string,
  paths: readonly (readonly string[])[],
  context: UseCaseContext,
): Promise<Figure[]> {
  return await Promise.all(
    paths.map(async (path) => {
      const ends = { a: path[0] ?? "", b: path.at(-1) ?? "" };
      const found = await findPath.run({ ...ends, limit: maxPaths }, context);
      const isFound = found.paths.some(({ ids }) => !found.isTurned && ids.join(" ") === path.join(" "));
      return toFigure(`${table}: ${path.join(" -> ")}`, "found", isFound ? "found" : "not found");
    }),
  );
}

/** Printed figures are of the whole graph; the printed edges are a part of it, so that ours can only be smaller. */
async function checkFigures(lineage: string, context: UseCaseContext): Promise<Figure[]> {
  const { nodes } = Printed.parse(await readJson(lineage));
  const { content } = await exportGraph.run({ format: "json" }, context);
  const index = toLineageIndex(LineageGraph.parse(JSON.parse(content ?? "")));
  const toDepth = createDepths(index);
  return nodes.flatMap(({ id, inDegree, outDegree, depth }) => [
    ...toFigureRow(`in-degree of ${id}`, inDegree, index.listEdges(id, "up").length),
    ...toFigureRow(`out-degree of ${id}`, outDegree, index.listEdges(id, "down").length),
    ...toFigureRow(`depth of ${id}`, depth, toDepth(id)),
  ]);
}

function createDepths(index: LineageIndex): (id: string) => number {
  const lineage = toCompactLineage(index);
  const { depths } = measureAncestry(lineage.graph);
  return (id) => depths[lineage.findNode(id) ?? -1] ?? 0;
}

/** Where no edge of the dataset is printed there is nothing to compare. */
function toFigureRow(what: string, printed: number | undefined, ours: number): Figure[] {
  if (printed === undefined || ours === 0) return [];
  return [{ what, expected: `at most ${printed}`, got: String(ours), isMissed: ours > printed }];
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}
