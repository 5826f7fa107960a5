import { z } from "zod";
import { measureNode } from "../measure-process.ts";
import { type BenchContext, measureInTurn, type Report, toReportRows } from "../report.ts";

const script = new URL("./sides/estimate.ts", import.meta.url);
const Answer = z.object({
  rootMeanSquare: z.number(),
  theory: z.number(),
  bias: z.number(),
  path: z.string(),
});

/** How far estimates by signatures are from the true similarity, against the theory of MinHash. */
export async function benchEstimate(context: BenchContext): Promise<Report> {
  const pairs = context.isQuick ? 400 : 4_000;
  let path = "";
  const measure = async () => {
    const answer = Answer.parse(JSON.parse((await measureNode(script, ["", String(pairs)])).stdout));
    path = answer.path;
    const { rootMeanSquare, theory, bias } = answer;
    return { rootMeanSquare, theory, timesTheory: rootMeanSquare / theory, bias: Math.abs(bias) };
  };
  return {
    name: "rows-estimate",
    title: `Jaccard similarity of ${pairs} pairs by 128 permutations`,
    rounds: 1,
    sides: ["stemma"],
    rows: toReportRows(await measureInTurn([{ name: "stemma", measure }], 1), [
      { key: "rootMeanSquare", what: "root mean square error", unit: "" },
      { key: "theory", what: "theory: sqrt(J (1 - J) / 128)", unit: "" },
      { key: "timesTheory", what: "error / theory", unit: "", atMost: 1.1 },
      { key: "bias", what: "bias, without its sign", unit: "", atMost: 0.003 },
    ]),
    notes: [
      "the same for every run: seeds are fixed; every pair is signed with a seed of its own",
      `path: ${path}`,
    ],
  };
}
