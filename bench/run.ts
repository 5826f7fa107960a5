/**
 * Measures Stemma against named peers on the same input in the same run.
 * Usage: npm run bench [-- [crawl] [read] [graph] [scale] [store] [review] [--json] [--quick]]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benchCrawl } from "./crawl.ts";
import { benchGraph } from "./graph.ts";
import { createPeerPython } from "./peer-python.ts";
import { benchRead } from "./read.ts";
import { type BenchContext, type Report, toReportText } from "./report.ts";
import { benchReview } from "./review.ts";
import { benchBands } from "./rows/bands.ts";
import { benchEstimate } from "./rows/estimate.ts";
import { benchExact } from "./rows/exact.ts";
import { benchGrams } from "./rows/grams.ts";
import { benchRowsScale } from "./rows/scale.ts";
import { benchSignatures } from "./rows/signatures.ts";
import { benchScale } from "./scale.ts";
import { benchStore } from "./store.ts";

type Bench = (context: BenchContext) => Promise<Report>;
const benches: Readonly<Record<string, Bench>> = {
  crawl: benchCrawl,
  read: benchRead,
  graph: benchGraph,
  scale: benchScale,
  store: benchStore,
  review: benchReview,
  "rows-exact": benchExact,
  "rows-signatures": benchSignatures,
  "rows-bands": benchBands,
  "rows-grams": benchGrams,
  "rows-estimate": benchEstimate,
  "rows-scale": benchRowsScale,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    /** A folder in which the peers of the benches on rows are kept from run to run. */
    peers: { type: "string" },
  },
});
const names = positionals.length === 0 ? Object.keys(benches) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(
    `error: no bench is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}\n`,
  );
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "stemma-bench-"));
try {
  await runBenches(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function runBenches(scratch: string): Promise<void> {
  const peersFolder = values.peers === undefined ? join(scratch, "row-peers") : resolve(values.peers);
  const needsPeer = names.some((name) => !name.startsWith("rows-"));
  const found = needsPeer ? await createPeerPython(scratch) : { reason: "" };
  const peer = "python" in found ? found : undefined;
  if ("reason" in found && needsPeer) process.stderr.write(`no peer: ${found.reason}\n`);
  const versions = { Node: process.versions.node, ...peer?.versions };
  const machine = { cores: availableParallelism(), versions };
  const reports: Report[] = [];
  if (!values.json) process.stdout.write(`${toMachineLine(machine)}\n`);
  for (const name of names) {
    const report = await benches[name]?.({ folder: scratch, peer, isQuick: values.quick, peersFolder });
    if (report === undefined) continue;
    reports.push(report);
    if (!values.json) process.stdout.write(`\n${toReportText(report)}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ ...machine, reports }, null, 2)}\n`);
}

function toMachineLine({
  cores,
  versions,
}: {
  cores: number;
  versions: Readonly<Record<string, string>>;
}): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${cores} cores, ${list.join(", ")}`;
}
