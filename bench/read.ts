import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readBundledDocuments } from "./bundled-documents.ts";
import { type MeasuredProcess, measureNode, measurePython } from "./measure-process.ts";
import {
  type BenchContext,
  measureInTurn,
  type Report,
  type Sample,
  type Side,
  toReportRows,
} from "./report.ts";

const script = new URL("./sides/read.ts", import.meta.url);
const peerScript = new URL("./sides/read.py", import.meta.url);
const Loop = z.object({
  cpuSeconds: z.number(),
  wallSeconds: z.number() /** Passages, tokens or characters: what came out. */,
  found: z.number().min(1),
});

/** Reading a document whole against only parsing its Markdown. */
export async function benchRead({ folder, peer, isQuick }: BenchContext): Promise<Report> {
  const rounds = isQuick ? 1 : 3;
  const targetCharacters = isQuick ? 500_000 : 3_000_000;
  const documents = await readBundledDocuments();
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  const repeats = Math.ceil(targetCharacters / characters);
  const input = join(folder, "documents.json");
  await writeFile(input, JSON.stringify(documents));
  const measurements = { characters: characters * repeats, documents: documents.length * repeats };
  const args = [input, String(repeats)];
  const own: Side = {
    name: "stemma, whole reading",
    measure: async () => toSample(await measureNode(script, args), measurements),
  };
  const peers =
    peer === undefined
      ? []
      : (["parse", "text"] as const).map(
          (mode): Side => ({
            name: peerNames[mode],
            measure: async () =>
              toSample(await measurePython(peer.python, peerScript, [...args, mode]), measurements),
          }),
        );
  const sides = await measureInTurn([own, ...peers], rounds);
  return {
    name: "read",
    title: `${documents.length} bundled documents ${repeats} times (${(measurements.characters / 1e6).toFixed(1)} million characters a round)`,
    rounds,
    sides: sides.map(({ name }) => name),
    rows: toReportRows(sides, [
      { key: "documentsPerCpuSecond", what: "documents per CPU second", unit: "" },
      { key: "megabytesPerCpuSecond", what: "million characters per CPU second", unit: "" },
      { key: "wallSeconds", what: "wall", unit: "s" },
      { key: "cpuSeconds", what: "CPU", unit: "s" },
      { key: "peakMegabytes", what: "peak memory", unit: "MB" },
    ]),
    notes: [
      "Stemma: front matter, Markdown with its HTML, passages, names, scope and rules; the peers only parse the Markdown, or render it and take the text out of the HTML: they do much less",
      "one thread each, each in a process of its own; rates, wall and CPU are of the loop alone, memory is of the whole process",
    ],
  };
}

const peerNames = { parse: "markdown-it-py", text: "+ BeautifulSoup" } as const;

function toSample(
  { stdout, peakMegabytes }: MeasuredProcess,
  input: { readonly documents: number; readonly characters: number },
): Sample {
  const { cpuSeconds, wallSeconds } = Loop.parse(JSON.parse(stdout));
  return {
    documentsPerCpuSecond: input.documents / cpuSeconds,
    megabytesPerCpuSecond: input.characters / 1e6 / cpuSeconds,
    wallSeconds,
    cpuSeconds,
    peakMegabytes,
  };
}
