import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { measureNode, measurePython } from "../measure-process.ts";
import {
  type BenchContext,
  measureInTurn,
  type RatioBar,
  type Report,
  type Sample,
  type Side,
  toReportRows,
} from "../report.ts";
import { createRowPeers, listMissing, type RowPeers, toVersionNote } from "./row-peers.ts";

const run = promisify(execFile);
const textScript = new URL("./write-texts.ts", import.meta.url);
const script = new URL("./sides/sign.ts", import.meta.url);
const peerScript = new URL("./sides/sign.py", import.meta.url);
const Answer = z.object({ texts: z.number(), path: z.string().optional() });
/** So that a peer's library does not spread over threads. */
const oneThread = { OPENBLAS_NUM_THREADS: "1", RAYON_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };

/** What is signed: texts of so many words; `tokens` is what Stemma's shingles are made of. */
const inputs = [
  { key: "short", what: "60 words", words: 60, script: "ascii", tokens: "word" },
  { key: "long", what: "300 words", words: 300, script: "ascii", tokens: "word" },
  {
    key: "mixed",
    what: "60 words, a tenth of the texts not English",
    words: 60,
    script: "mixed",
    tokens: "word",
  },
  {
    key: "alnum",
    what: "60 words, shingles of letters and digits",
    words: 60,
    script: "ascii",
    tokens: "alnum",
  },
  {
    key: "longAlnum",
    what: "300 words, shingles of letters and digits",
    words: 300,
    script: "ascii",
    tokens: "alnum",
  },
] as const;
type Input = (typeof inputs)[number];

const bars: Readonly<Record<string, Readonly<Record<string, RatioBar>>>> = {
  short: {
    datasketch: { atLeast: 12 },
    datatrove: { atLeast: 18 },
    Rensa: { atLeast: 1 },
    "Rensa's kernel 0.4.1": { atLeast: 0.6 },
    "Rensa's kernel 0.5.0": { atLeast: 0.6 },
  },
  long: { datasketch: { atLeast: 10 }, datatrove: { atLeast: 14 } },
  alnum: { "text-dedup": { atLeast: 15 } },
  longAlnum: { "text-dedup": { atLeast: 12 } },
};

/** MinHash signatures of texts in memory, against those of five programs. */
export async function benchSignatures(context: BenchContext): Promise<Report> {
  const rounds = context.isQuick ? 1 : 3;
  const peers = await createRowPeers(context.peersFolder);
  const texts = await writeTexts(context);
  const kinds = new Set<string>();
  const sides = [
    createOwnSide(context, texts, kinds),
    ...listPythonSides(context, peers, texts),
    ...listKernelSides(context, peers, texts),
  ];
  const measured = await measureInTurn(sides, rounds);
  return {
    name: "rows-signatures",
    title: "MinHash, 128 permutations over 8-word shingles, one thread",
    rounds,
    sides: measured.map(({ name }) => name),
    rows: toReportRows(
      measured,
      inputs.map(({ key, what }) => ({ key, what, unit: "texts/CPU s", ratios: bars[key] ?? {} })),
    ),
    notes: [
      `Stemma's path: ${[...kinds].join(", ")}; from strings in memory to signatures, on every side`,
      "datasketch: permutations shared, xxHash, whole texts at once; documented: as its page has it; text-dedup: embed_func with xxh3 (its shingles are of letters and digits); datatrove: get_shingles and get_signature with str.split in the place of its tokeniser",
      "Rensa: its Python binding on shingles made in Python; its kernel: called from Rust on parts of the text, nothing copied; up to 0.4.1 it computes a function per permutation as the others do, from 0.5.0 on a bucket sketch that does less for long texts",
      toVersionNote(peers),
      ...listMissing(peers),
    ],
  };
}

type Texts = ReadonlyMap<string, string>;

async function writeTexts({ folder, isQuick }: BenchContext): Promise<Texts> {
  const written = new Map<string, string>();
  for (const { words, script } of inputs) {
    const name = `${words}-${script}`;
    if (written.has(name)) continue;
    const path = join(folder, `texts-${name}.txt`);
    await measureNode(textScript, [
      path,
      String(words),
      String((isQuick ? 600_000 : 6_000_000) / words),
      script,
    ]);
    written.set(name, path);
  }
  return written;
}

/** The most texts one run takes, so that a slow side does not take minutes. */
function toCount({ words }: Input, wordsPerRun: number, { isQuick }: BenchContext): string {
  return String(Math.floor(wordsPerRun / words / (isQuick ? 10 : 1)));
}

function pathOf(texts: Texts, { words, script }: Input): string {
  return texts.get(`${words}-${script}`) ?? "";
}

function createOwnSide(context: BenchContext, texts: Texts, kinds: Set<string>): Side {
  return {
    name: "stemma",
    measure: () =>
      measureEach(inputs, async (input) => {
        const args = ["", input.tokens, pathOf(texts, input), toCount(input, 6_000_000, context)];
        const { texts: rate, path = "" } = Answer.parse(JSON.parse((await measureNode(script, args)).stdout));
        kinds.add(path);
        return rate;
      }),
  };
}

const pythonSides = [
  { name: "datasketch", side: "datasketch", needs: "datasketch", wordsPerRun: 1_200_000, tokens: "word" },
  {
    name: "datasketch before 2",
    side: "datasketch-legacy",
    needs: "datasketch",
    wordsPerRun: 900_000,
    tokens: "word",
  },
  {
    name: "datasketch, documented",
    side: "datasketch-documented",
    needs: "datasketch",
    wordsPerRun: 120_000,
    tokens: "word",
  },
  { name: "text-dedup", side: "text-dedup", needs: "text-dedup", wordsPerRun: 900_000, tokens: "alnum" },
  { name: "datatrove", side: "datatrove", needs: "datatrove", wordsPerRun: 900_000, tokens: "word" },
  { name: "Rensa", side: "rensa", needs: "rensa", wordsPerRun: 1_200_000, tokens: "word" },
  {
    name: "Python shingles alone",
    side: "shingles",
    needs: "datasketch",
    wordsPerRun: 1_200_000,
    tokens: "word",
  },
];

function listPythonSides(context: BenchContext, peers: RowPeers, texts: Texts): Side[] {
  return pythonSides
    .filter(({ needs }) => Object.hasOwn(peers.versions, needs))
    .map(({ name, side, tokens, wordsPerRun }) => ({
      name,
      measure: () =>
        measureEach(
          inputs.filter((input) => input.tokens === tokens),
          async (input) => {
            const args = [side, pathOf(texts, input), toCount(input, wordsPerRun, context)];
            const env = { PATH: process.env.PATH ?? "", HOME: context.folder, ...oneThread };
            const { stdout } = await measurePython(peers.python, peerScript, args, env);
            return Answer.parse(JSON.parse(stdout)).texts;
          },
        ),
    }));
}

function listKernelSides(context: BenchContext, peers: RowPeers, texts: Texts): Side[] {
  return Object.entries(peers.rensaKernels).map(([version, program]) => ({
    name: `Rensa's kernel ${version}`,
    measure: () =>
      measureEach(
        inputs.filter((input) => input.tokens === "word"),
        async (input) => {
          const { stdout } = await run(program, [pathOf(texts, input), toCount(input, 6_000_000, context)]);
          return Answer.parse(JSON.parse(stdout)).texts;
        },
      ),
  }));
}

async function measureEach(
  these: readonly Input[],
  measure: (input: Input) => Promise<number>,
): Promise<Sample> {
  const sample: Record<string, number> = {};
  for (const input of these) sample[input.key] = await measure(input);
  return sample;
}
