import { join } from "node:path";
import { z } from "zod";
import { type MeasuredProcess, measureNode, measurePython } from "../measure-process.ts";
import {
  type BenchContext,
  measureInTurn,
  type RatioBar,
  type Report,
  type Side,
  toReportRows,
} from "../report.ts";
import { createRowPeers, listMissing, type RowPeers, toVersionNote } from "./row-peers.ts";
import { type WrittenRows, writeSyntheticRows } from "./synthetic-data.ts";

const main = new URL("../../src/main.ts", import.meta.url);
const script = new URL("./sides/exact.ts", import.meta.url);
const peerScript = new URL("./sides/exact.py", import.meta.url);
const Answer = z.object({ rows: z.number(), unique: z.number() });
const CommandAnswer = z.object({
  rows: z.number(),
  keys: z.object({ raw: z.object({ unique: z.number() }) }),
});

const bars: Readonly<Record<"rate" | "peakMegabytes", Readonly<Record<string, RatioBar>>>> = {
  rate: { "json + md5": { atLeast: 4 }, DuckDB: { atLeast: 0.6 } },
  peakMegabytes: { DuckDB: { atMost: 1 / 3 } },
};

/** Different triplets among JSON Lines: whole processes, from the start of the program to the printed number. */
export async function benchExact(context: BenchContext): Promise<Report> {
  const rounds = context.isQuick ? 1 : 3;
  const peers = await createRowPeers(context.peersFolder);
  const written = await writeSyntheticRows(
    join(context.folder, "rows"),
    context.isQuick ? 400_000 : 4_000_000,
  );
  const measured = await measureInTurn(listSides(context, written, peers), rounds);
  const { rows, unique } = written.truth;
  return {
    name: "rows-exact",
    title: `${rows} rows of JSON Lines, ${Math.round(written.bytes / 1e6)} MB, one thread for rows`,
    rounds,
    sides: measured.map(({ name }) => name),
    rows: toReportRows(measured, [
      { key: "rate", what: "rows", unit: "1/CPU s", ratios: bars.rate },
      { key: "cpuSeconds", what: "CPU", unit: "s" },
      { key: "wallSeconds", what: "wall", unit: "s" },
      { key: "peakMegabytes", what: "peak memory", unit: "MB", ratios: bars.peakMegabytes },
    ]),
    notes: [
      `all sides find the ${unique.raw} different triplets that were written`,
      "stemma: the map and reduce steps in one thread of a program that loads only them; stemma command: `rows redundancy --keys raw --workers 1`, which also writes and reads the steps' tables; both detect how rows are laid out, keep account per source, and hash the input files with SHA-256",
      "json + md5: json.loads and a set of MD5 of the three strings; DuckDB: hash() of 64 bits and group by, threads = 1; by strings: group by the three strings themselves",
      toVersionNote(peers),
      ...listMissing(peers),
    ],
  };
}

function listSides({ folder }: BenchContext, { files, truth }: WrittenRows, peers: RowPeers): Side[] {
  const take = (measured: MeasuredProcess, { rows, unique }: z.infer<typeof Answer>) => {
    if (rows !== truth.rows || unique !== truth.unique.raw)
      throw new Error(`${rows} rows, ${unique} different; there are ${truth.rows} and ${truth.unique.raw}`);
    const { cpuSeconds, wallSeconds, peakMegabytes } = measured;
    return { rate: rows / cpuSeconds, cpuSeconds, wallSeconds, peakMegabytes };
  };
  const own: Side = {
    name: "stemma",
    measure: async () => {
      const measured = await measureNode(script, files);
      return take(measured, Answer.parse(JSON.parse(measured.stdout)));
    },
  };
  const command: Side = {
    name: "stemma command",
    measure: async () => {
      const flags = ["--keys", "raw", "--workers", "1", "--json"];
      const measured = await measureNode(main, ["rows", "redundancy", ...files, ...flags], {
        env: { PATH: process.env.PATH ?? "", HOME: folder },
      });
      const { rows, keys } = CommandAnswer.parse(JSON.parse(measured.stdout));
      return take(measured, { rows, unique: keys.raw.unique });
    },
  };
  const others = [
    { name: "json + md5", side: "set", isThere: !("Python" in peers.missing) },
    { name: "DuckDB", side: "duckdb", isThere: "duckdb" in peers.versions },
    { name: "DuckDB by strings", side: "duckdb-strings", isThere: "duckdb" in peers.versions },
  ].filter(({ isThere }) => isThere);
  return [
    own,
    command,
    ...others.map(({ name, side }) => ({
      name,
      measure: async () => {
        const measured = await measurePython(peers.python, peerScript, [side, ...files]);
        return take(measured, Answer.parse(JSON.parse(measured.stdout)));
      },
    })),
  ];
}
