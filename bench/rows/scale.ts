import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { measureNode } from "../measure-process.ts";
import { type BenchContext, type Figure, type Report, type ReportRow, toReportRows } from "../report.ts";
import { type WrittenRows, writeSyntheticRows } from "./synthetic-data.ts";

const main = new URL("../../src/main.ts", import.meta.url);
const workers = 2;
const mostMegabytes = 2048;

const Counts = z.object({ unique: z.number() });
const Redundancy = z.object({ rows: z.number(), keys: z.object({ raw: Counts, norm: Counts.optional() }) });
const Contamination = z.object({
  train: z.object({ rows: z.number() }),
  keys: z.object({ raw: z.object({ found: z.number() }), norm: z.object({ found: z.number() }) }),
});
const Deduplication = z.object({
  rows: z.number(),
  exact: z.object({ survivors: z.number() }),
  near: z.object({ pairs: z.number(), survivors: z.number() }),
});

interface Job {
  readonly name: string;
  readonly args: readonly string[];
  /** @throws Error when the answer is not what was written; otherwise says it in words. */
  readonly check: (stdout: string) => string;
}

/** The commands on ten million rows: each must end, find what was written, and stay below 2 GB. */
export async function benchRowsScale(context: BenchContext): Promise<Report> {
  const rows = context.isQuick ? 200_000 : 10_000_000;
  const written = await writeSyntheticRows(join(context.folder, "rows"), rows);
  const lines: ReportRow[] = [];
  const notes: string[] = [];
  for (const job of listJobs(join(context.folder, "rows"), written)) {
    const { sample, answer } = await runJob(context, job, rows);
    lines.push(...toReportRows([{ name: "stemma", samples: [sample] }], toFigures(job.name)));
    notes.push(`${job.name}: ${answer}`);
    process.stderr.write(`${job.name}: ${JSON.stringify(sample)}\n`);
  }
  return {
    name: "rows-scale",
    title: `${rows} synthetic rows, ${(written.bytes / 1e9).toFixed(2)} GB of JSON Lines, ${workers} workers`,
    rounds: 1,
    sides: ["stemma"],
    rows: lines,
    notes: [
      ...notes,
      "whole processes, all threads; memory is the peak resident set, disk what the steps of a job left in its work folder",
    ],
  };
}

function listJobs(folder: string, { truth, benchmarks }: WrittenRows): Job[] {
  const train = join(folder, "train");
  return [
    {
      name: "redundancy, raw keys",
      args: ["redundancy", train, "--keys", "raw"],
      check: (stdout) => checkRedundancy(stdout, truth),
    },
    {
      name: "redundancy, all keys",
      args: ["redundancy", train],
      check: (stdout) => checkRedundancy(stdout, truth),
    },
    {
      name: "contamination by five benchmarks",
      args: ["contamination", ...benchmarks.flatMap((file) => ["--benchmark", file]), "--train", train],
      check: (stdout) => checkContamination(stdout, truth),
    },
    {
      name: "near-duplicates",
      args: ["dedup", train],
      check: (stdout) => checkDeduplication(stdout, truth),
    },
  ];
}

async function runJob({ folder }: BenchContext, { args, check }: Job, rows: number) {
  const work = join(folder, "work");
  const options = ["--workers", String(workers), "--work", work, "--json"];
  const env = { PATH: process.env.PATH ?? "", HOME: folder, TMPDIR: folder };
  const measured = await measureNode(main, ["rows", ...args, ...options], { env });
  const { wallSeconds, cpuSeconds, peakMegabytes } = measured;
  const diskMegabytes = (await measureFolder(work)) / 1e6;
  await rm(work, { recursive: true, force: true });
  const answer = check(measured.stdout);
  return {
    sample: { wallSeconds, rate: rows / wallSeconds, cpuSeconds, peakMegabytes, diskMegabytes },
    answer,
  };
}

function toFigures(job: string): Figure[] {
  return [
    { key: "wallSeconds", what: `${job}: wall`, unit: "s" },
    { key: "rate", what: `${job}: rows`, unit: "1/s" },
    { key: "cpuSeconds", what: `${job}: CPU`, unit: "s" },
    { key: "peakMegabytes", what: `${job}: peak memory`, unit: "MB", atMost: mostMegabytes },
    { key: "diskMegabytes", what: `${job}: disk`, unit: "MB" },
  ];
}

async function measureFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

type Truth = WrittenRows["truth"];

function checkRedundancy(stdout: string, { rows, unique }: Truth): string {
  const found = Redundancy.parse(JSON.parse(stdout));
  const { raw, norm = { unique: unique.norm } } = found.keys;
  const isRight = found.rows === rows && raw.unique === unique.raw && norm.unique === unique.norm;
  if (!isRight) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify({ rows, unique })}`);
  return `${raw.unique} different triplets as they are, ${norm.unique} regardless of white space, as written`;
}

function checkContamination(stdout: string, { rows, found }: Truth): string {
  const answer = Contamination.parse(JSON.parse(stdout));
  const [raw, norm] = [found.raw, found.norm].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const { keys, train } = answer;
  if (train.rows !== rows || keys.raw.found !== raw || keys.norm.found !== norm)
    throw new Error(`${JSON.stringify(answer)} instead of ${raw} and ${norm} items in ${rows} rows`);
  return `${raw} of the items found as they are, as written`;
}

function checkDeduplication(stdout: string, { rows }: Truth): string {
  const answer = Deduplication.parse(JSON.parse(stdout));
  if (answer.rows !== rows) throw new Error(`${answer.rows} rows instead of ${rows}`);
  return `${answer.exact.survivors} rows left without exact duplicates, ${answer.near.survivors} without near ones (${answer.near.pairs} similar pairs)`;
}
