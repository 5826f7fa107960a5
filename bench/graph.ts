import { join } from "node:path";
import { z } from "zod";
import { type MeasuredProcess, measureNode, measurePython } from "./measure-process.ts";
import {
  type BenchContext,
  measureInTurn,
  type Report,
  type ReportRow,
  type Side,
  toReportRows,
} from "./report.ts";

const prepareScript = new URL("./sides/prepare-graph.ts", import.meta.url);
const script = new URL("./sides/graph.ts", import.meta.url);
const peerScript = new URL("./sides/graph.py", import.meta.url);
const Prepared = z.object({ datasets: z.number(), edges: z.number() });
const Answer = z.object({ figures: z.record(z.string(), z.number()), answer: z.unknown() });

/** What is done with a traced store, against Python's JSON and networkx on the same graph. */
export async function benchGraph(context: BenchContext): Promise<Report> {
  const rounds = context.isQuick ? 1 : 3;
  const bundled = await benchOneGraph(context, { source: "bundled", rounds });
  const synthetic = await benchOneGraph(context, { source: "synthetic", rounds });
  return {
    name: "graph",
    title: `bundled (${bundled.size}) and synthetic (${synthetic.size}) graph, from a traced store`,
    rounds,
    sides: ["stemma", ...(context.peer === undefined ? [] : ["json, networkx"])],
    rows: [...bundled.rows, ...synthetic.rows],
    notes: [
      "the peer writes the same bytes (json.dumps, sorted keys, indented) and finds the same ancestors and path lengths; assembling reads the store and judges every edge, for which there is no peer",
      "index: the graph with look-ups by id; ancestors: of every seed; paths: the 20 shortest simple ones for 20 pairs (networkx: shortest_simple_paths)",
      "one thread each; wall of the step alone, memory of the whole process",
    ],
  };
}

interface GraphOrder {
  readonly source: "bundled" | "synthetic";
  readonly rounds: number;
}

async function benchOneGraph(
  { folder, peer, isQuick }: BenchContext,
  { source, rounds }: GraphOrder,
): Promise<{ readonly rows: readonly ReportRow[]; readonly size: string }> {
  const store = join(folder, `${source}.db`);
  const exported = join(folder, `${source}.json`);
  const prepared = await measureNode(prepareScript, [source, store, exported, isQuick ? "350" : "3540"]);
  const { datasets, edges } = Prepared.parse(JSON.parse(prepared.stdout));
  const answers = new Set<string>();
  const take = (measured: MeasuredProcess) => {
    const { figures, answer } = Answer.parse(JSON.parse(measured.stdout));
    if (answers.add(JSON.stringify(answer)).size > 1)
      throw new Error(`the answers on the ${source} graph differ`);
    return { ...figures, peakMegabytes: measured.peakMegabytes };
  };
  const own: Side = { name: "stemma", measure: async () => take(await measureNode(script, [store])) };
  const peers =
    peer === undefined
      ? []
      : [
          {
            name: "json, networkx",
            measure: async () => take(await measurePython(peer.python, peerScript, [exported])),
          },
        ];
  const sides = await measureInTurn([own, ...peers], rounds);
  const steps = ["assemble", "canonical JSON", "index", "ancestors", "paths"];
  const rows = toReportRows(sides, [
    ...steps.map((step) => ({ key: step, what: `${source}: ${step}`, unit: "ms" })),
    { key: "peakMegabytes", what: `${source}: peak memory`, unit: "MB" },
  ]);
  return { rows, size: `${datasets} datasets, ${edges} edges` };
}
