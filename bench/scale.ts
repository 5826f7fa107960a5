import { join } from "node:path";
import { z } from "zod";
import { type MeasuredProcess, measureNode, measurePython } from "./measure-process.ts";
import { type BenchContext, measureInTurn, type Report, type Side, toReportRows } from "./report.ts";

const prepareScript = new URL("./sides/prepare-scale.ts", import.meta.url);
const script = new URL("./sides/scale.ts", import.meta.url);
const peerScript = new URL("./sides/scale.py", import.meta.url);
const Answer = z.object({ figures: z.record(z.string(), z.number()), answer: z.unknown() });

const questions = ["ancestry", "overlap"] as const;

/** Analyses of graphs far larger than today's, against networkx on the same edges. */
export async function benchScale(context: BenchContext): Promise<Report> {
  const rounds = context.isQuick ? 1 : 3;
  const share = context.isQuick ? 0.1 : 1;
  const sizes = { ancestry: [1_000_000 * share, 1_600_000 * share], overlap: [4300 * share, 9700 * share] };
  const rows = [];
  for (const question of questions) {
    const edges = join(context.folder, `${question}.edges`);
    await measureNode(prepareScript, [question, edges, ...sizes[question].map(String)]);
    const measured = await measureInTurn(listSides(context, question, edges), rounds);
    rows.push(
      ...toReportRows(measured, [
        { key: "build", what: `${question}: build`, unit: "ms" },
        {
          key: question,
          what: `${question}: answer`,
          unit: "ms",
          atMost: question === "ancestry" ? 350 : 5000,
        },
        { key: `${question} cpu`, what: `${question}: answer, CPU`, unit: "ms" },
        {
          key: "peakMegabytes",
          what: `${question}: peak memory`,
          unit: "MB",
          ...(question === "ancestry" ? { atMost: 300 } : {}),
        },
      ]),
    );
  }
  const [nodes, edges] = sizes.ancestry;
  return {
    name: "scale",
    title: `ancestry of ${nodes} datasets and ${edges} edges; overlap of all pairs of ${sizes.overlap[0]}`,
    rounds,
    sides: ["stemma", ...(context.peer === undefined ? [] : ["networkx"])],
    rows,
    notes: [
      "ancestry: depth of every dataset and number of paths to it from the roots (networkx: topological_generations for the order, then both in plain Python, since it has no function for all nodes)",
      "overlap: the 50 pairs with the most alike ancestry by path weights (networkx: topological_sort, then the same formula over dictionaries)",
      "both sides give the same answers; build: from edges in a file to the graph",
    ],
  };
}

function listSides({ peer }: BenchContext, question: string, edges: string): Side[] {
  const answers = new Set<string>();
  const take = (measured: MeasuredProcess) => {
    const { figures, answer } = Answer.parse(JSON.parse(measured.stdout));
    if (answers.add(JSON.stringify(answer)).size > 1)
      throw new Error(`the answers on ${question} differ: ${[...answers].join(" ")}`);
    return { ...figures, peakMegabytes: measured.peakMegabytes };
  };
  const own: Side = {
    name: "stemma",
    measure: async () => take(await measureNode(script, [question, edges])),
  };
  if (peer === undefined) return [own];
  const measure = async () => take(await measurePython(peer.python, peerScript, [question, edges]));
  return [own, { name: "networkx", measure }];
}
