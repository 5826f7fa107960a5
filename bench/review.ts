import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { measureNode } from "./measure-process.ts";
import { type BenchContext, measureInTurn, type Report, type ReportRow, toReportRows } from "./report.ts";

const prepareScript = new URL("./sides/prepare-graph.ts", import.meta.url);
const script = new URL("./sides/review.ts", import.meta.url);
const Figures = z.record(z.string(), z.number());

/** A person at the review screen: from a key to the next screen, on synthetic stores in which every edge waits. */
export async function benchReview(context: BenchContext): Promise<Report> {
  const rounds = context.isQuick ? 1 : 3;
  const rows: ReportRow[] = [];
  for (const size of context.isQuick ? [200] : [2_000, 10_000]) {
    rows.push(...(await benchStoreOf(size, rounds, context.folder)));
  }
  return {
    name: "review",
    title: "the review screen, on stores of synthetic datasets",
    rounds,
    sides: ["stemma"],
    rows,
    notes: [
      "start: the process runs already; the store is opened, its graph made, the first screen drawn",
      "a key: the event is written durably, the graph and the queue are made anew, the next screen is drawn; 12 keys of a kind",
    ],
  };
}

async function benchStoreOf(size: number, rounds: number, folder: string): Promise<ReportRow[]> {
  const prepared = join(folder, `review-${size}.db`);
  await measureNode(prepareScript, ["synthetic", prepared, join(folder, "review.json"), String(size)]);
  let round = 0;
  const measure = async () => {
    const store = join(folder, `review-${size}-${round++}.db`);
    await copyFile(prepared, store);
    const { stdout, peakMegabytes } = await measureNode(script, [store]);
    return { ...Figures.parse(JSON.parse(stdout)), peakMegabytes };
  };
  const sides = await measureInTurn([{ name: "stemma", measure }], rounds);
  return toReportRows(sides, [
    { key: "edges", what: `${size} datasets: edges that wait`, unit: "" },
    { key: "start", what: `${size} datasets: start`, unit: "ms" },
    { key: "accept", what: `${size} datasets: accept`, unit: "ms" },
    { key: "reject", what: `${size} datasets: reject`, unit: "ms" },
    { key: "undo", what: `${size} datasets: undo`, unit: "ms" },
    { key: "redo", what: `${size} datasets: redo`, unit: "ms" },
    { key: "slowest", what: `${size} datasets: slowest key`, unit: "ms" },
    { key: "peakMegabytes", what: `${size} datasets: peak memory`, unit: "MB" },
  ]);
}
