import { createHash } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type BenchDocument, readBundledDocuments } from "./bundled-documents.ts";
import { type MeasuredProcess, measureNode, measurePython } from "./measure-process.ts";
import {
  type BenchContext,
  measureInTurn,
  type Report,
  type Sample,
  type Side,
  toReportRows,
} from "./report.ts";
import type { StoredInput } from "./sides/store.ts";

const script = new URL("./sides/store.ts", import.meta.url);
const peerScript = new URL("./sides/store.py", import.meta.url);
const Figures = z.object({
  singles: z.number(),
  batched: z.number(),
  readBack: z.number(),
  fileMegabytes: z.number(),
});
const batchSize = 100;
/** So many bundled texts make one document: about the length of a card on the hub. */
const textsPerDocument = 8;

/** Documents written durably and read back, against the SQLite module of Python with the same pragmas. */
export async function benchStore({ folder, peer, isQuick }: BenchContext): Promise<Report> {
  const rounds = isQuick ? 1 : 3;
  const documents = makeDocuments(await readBundledDocuments(), isQuick ? 200 : 2_000);
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  const input = join(folder, "stored.json");
  await writeFile(input, JSON.stringify(documents));
  const listArgs = async () => [input, await mkdtemp(join(folder, "store-")), String(batchSize)];
  const own: Side = {
    name: "stemma",
    measure: async () => toSample(await measureNode(script, await listArgs())),
  };
  const peers =
    peer === undefined
      ? []
      : [
          {
            name: "Python sqlite3",
            measure: async () => toSample(await measurePython(peer.python, peerScript, await listArgs())),
          },
        ];
  const sides = await measureInTurn([own, ...peers], rounds);
  return {
    name: "store",
    title: `${documents.length} documents of ${Math.round(characters / documents.length)} characters, WAL, synchronous FULL`,
    rounds,
    sides: sides.map(({ name }) => name),
    rows: toReportRows(sides, [
      { key: "singles", what: "written, one transaction each", unit: "documents/s" },
      { key: "batched", what: `written, ${batchSize} to a transaction`, unit: "documents/s" },
      { key: "readBack", what: "read back", unit: "documents/s" },
      { key: "fileMegabytes", what: "file", unit: "MB" },
      { key: "cpuSeconds", what: "CPU", unit: "s" },
      { key: "peakMegabytes", what: "peak memory", unit: "MB" },
    ]),
    notes: [
      "Stemma also compresses the text, seals the record, renews its lease in every transaction, and checks text and record against their hashes when it reads; the peer stores text and record as they are in two tables",
      "one thread each; a transaction ends on the disk of the temporary folder",
    ],
  };
}

function makeDocuments(bundled: readonly BenchDocument[], count: number): StoredInput[] {
  return Array.from({ length: count }, (_, number) => {
    const parts = Array.from(
      { length: textsPerDocument },
      (_, part) => bundled[(number * textsPerDocument + part) % bundled.length]?.text,
    );
    const text = `${parts.join("\n")}\nDocument ${number}\n`;
    return { id: `bench/set-${number}`, text, sha256: createHash("sha256").update(text).digest("hex") };
  });
}

function toSample({ stdout, cpuSeconds, peakMegabytes }: MeasuredProcess): Sample {
  return { ...Figures.parse(JSON.parse(stdout)), cpuSeconds, peakMegabytes };
}
