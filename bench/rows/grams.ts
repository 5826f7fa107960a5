import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type MeasuredProcess, measureNode, measurePython } from "../measure-process.ts";
import { type BenchContext, measureInTurn, type Report, type Side, toReportRows } from "../report.ts";
import { createRowPeers, listMissing, toVersionNote } from "./row-peers.ts";

const textScript = new URL("./write-texts.ts", import.meta.url);
const script = new URL("./sides/grams.ts", import.meta.url);
const peerScript = new URL("./sides/grams.py", import.meta.url);
const Answer = z.object({
  texts: z.number(),
  grams: z.number(),
  hits: z.number(),
  path: z.string().optional(),
});
const itemWords = 60;
const gramsPerItem = itemWords - 7;

/** Which 8-grams of benchmark items stand in texts of 300 words, against a set in Python. */
export async function benchGrams(context: BenchContext): Promise<Report> {
  const rounds = context.isQuick ? 1 : 3;
  const grams = context.isQuick ? 100_000 : 1_000_000;
  const count = context.isQuick ? 2_000 : 20_000;
  const peers = await createRowPeers(context.peersFolder);
  const files = await writeInputs(context.folder, { items: Math.ceil(grams / gramsPerItem), count });
  const answers = new Set<string>();
  let path = "";
  const take = ({ stdout, peakMegabytes }: MeasuredProcess) => {
    const answer = Answer.parse(JSON.parse(stdout));
    if (answers.add(`${answer.grams} n-grams, ${answer.hits} hits`).size > 1)
      throw new Error(`the answers differ: ${[...answers].join("; ")}`);
    path = answer.path ?? path;
    return { texts: answer.texts, peakMegabytes };
  };
  const own: Side = { name: "stemma", measure: async () => take(await measureNode(script, ["", ...files])) };
  const set: Side = {
    name: "Python set",
    measure: async () => take(await measurePython(peers.python, peerScript, files)),
  };
  const measured = await measureInTurn("Python" in peers.missing ? [own] : [own, set], rounds);
  return {
    name: "rows-grams",
    title: `${[...answers].join()} in ${count} texts of 300 words, one thread`,
    rounds,
    sides: measured.map(({ name }) => name),
    rows: toReportRows(measured, [
      { key: "texts", what: "looked up", unit: "texts/CPU s", ratios: { "Python set": { atLeast: 5 } } },
      { key: "peakMegabytes", what: "peak memory", unit: "MB" },
    ]),
    notes: [
      `Stemma's path: ${path}; both sides hold the n-grams of the items, find the same hits, and start from strings in memory`,
      toVersionNote(peers),
      ...listMissing(peers),
    ],
  };
}

/** A hundredth of the items stands in the texts, at the end of lines. */
async function writeInputs(
  folder: string,
  { items, count }: { readonly items: number; readonly count: number },
): Promise<[string, string]> {
  const itemPath = join(folder, "items.txt");
  const textPath = join(folder, "looked-up.txt");
  await measureNode(textScript, [itemPath, String(itemWords), String(items), "ascii", "8"]);
  await measureNode(textScript, [textPath, "300", String(count), "ascii", "9"]);
  const known = (await readFile(itemPath, "utf8")).split("\n");
  const planted = known.filter((item, place) => item !== "" && place % 100 === 0);
  await appendFile(textPath, planted.map((item) => `${item}\n`).join(""));
  return [itemPath, textPath];
}
