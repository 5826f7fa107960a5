import { join } from "node:path";
import { z } from "zod";
import { type MeasuredProcess, measureNode, measurePython } from "../measure-process.ts";
import { type BenchContext, measureInTurn, type Report, type Side, toReportRows } from "../report.ts";
import { createRowPeers, listMissing, toVersionNote } from "./row-peers.ts";

const signatureScript = new URL("./sides/write-signatures.ts", import.meta.url);
const script = new URL("./sides/bands.ts", import.meta.url);
const peerScript = new URL("./sides/bands.py", import.meta.url);
const Answer = z.object({ texts: z.number(), groups: z.number() });

/** Grouping of texts by signatures that share a band, all in memory, against datasketch and Python dictionaries. */
export async function benchBands(context: BenchContext): Promise<Report> {
  const rounds = context.isQuick ? 1 : 3;
  const count = context.isQuick ? 10_000 : 100_000;
  const peers = await createRowPeers(context.peersFolder);
  const signatures = join(context.folder, "signatures.bin");
  await measureNode(signatureScript, [signatures, String(count)]);
  const answers = new Set<number>();
  const take = ({ stdout, peakMegabytes }: MeasuredProcess) => {
    const { texts, groups } = Answer.parse(JSON.parse(stdout));
    if (answers.add(groups).size > 1) throw new Error(`the groups differ: ${[...answers].join(", ")}`);
    return { texts, peakMegabytes };
  };
  const own: Side = { name: "stemma", measure: async () => take(await measureNode(script, [signatures])) };
  const others = ["datasketch", "dictionaries"].map((side) => ({
    name: side,
    measure: async () => take(await measurePython(peers.python, peerScript, [side, signatures])),
  }));
  const measured = await measureInTurn("datasketch" in peers.versions ? [own, ...others] : [own], rounds);
  return {
    name: "rows-bands",
    title: `groups of ${count} texts by 14 bands of 9 of 128 values, one thread`,
    rounds,
    sides: measured.map(({ name }) => name),
    rows: toReportRows(measured, [
      {
        key: "texts",
        what: "grouped",
        unit: "texts/CPU s",
        ratios: { datasketch: { atLeast: 12 }, dictionaries: { atLeast: 6 } },
      },
      { key: "peakMegabytes", what: "peak memory", unit: "MB" },
    ]),
    notes: [
      `signatures given; all sides find the same ${[...answers].join()} groups (bands equal, union-find)`,
      "datasketch: MinHashLSH, query and insert of every text; dictionaries: one per band in plain Python",
      toVersionNote(peers),
      ...listMissing(peers),
    ],
  };
}
