/**
 * Exports the graph of the bundled snapshot in every format and has the ecosystem's own readers read it.
 * Usage: node bench/readers/check.ts [--python <interpreter>] [--schemas <folder>] [--keep <folder>]
 *
 * Without --python the readers are installed into a virtual environment that is thrown away. --schemas names a folder
 * with `OpenLineage.json` and `sarif-schema-2.1.0.json` of their specifications, which no package carries.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { exportFormats, tableNames, toFindingsFormat } from "../../src/formats/index.ts";
import { LineageGraph } from "../../src/model/index.ts";
import { sampleCheckResult } from "../../test/formats/sample-check-result.ts";
import { bundledSnapshot } from "../bundled-documents.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const readers = fileURLToPath(new URL("./read_exports.py", import.meta.url));

const packages = [
  "mlcroissant==1.1.1",
  "prov==3.2.3",
  "networkx==3.6.1",
  "rdflib==7.6.0",
  "pyarrow==26.0.1",
  "pandas==3.1.1",
  "datasets==5.2.0",
  "jsonschema==4.26.0",
  "rfc3339-validator==0.1.4",
  "cyclonedx-python-lib[validation]==11.12.0",
  "openlineage-python==1.54.0",
  "junitparser==5.0.3",
  "scipy==1.17.1",
];

const { values } = parseArgs({
  options: { python: { type: "string" }, schemas: { type: "string" }, keep: { type: "string" } },
});
const scratch = await mkdtemp(join(tmpdir(), "stemma-readers-"));
try {
  const exports = values.keep ?? join(scratch, "exports");
  await mkdir(exports, { recursive: true });
  await writeExports(await traceSnapshot(scratch), exports);
  const python = values.python ?? (await installReaders(join(scratch, "python")));
  const schemas = values.schemas === undefined ? [] : [values.schemas];
  const { stdout } = await run(python, [readers, exports, ...schemas], { maxBuffer: 64 * 2 ** 20 }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      process.exitCode = 1;
      return { stdout: `${error.stdout ?? ""}${error.stderr ?? ""}` };
    },
  );
  process.stdout.write(stdout);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function traceSnapshot(folder: string): Promise<LineageGraph> {
  const root = join(bundledSnapshot, "datasets");
  const owners = await readdir(root);
  const ids = await Promise.all(
    owners.map(async (owner) => (await readdir(join(root, owner))).map((name) => `${owner}/${name}`)),
  );
  const { stdout } = await run(
    process.execPath,
    [
      program,
      "trace",
      ...ids.flat(),
      "--snapshot",
      bundledSnapshot,
      "--json",
      "--store",
      join(folder, "store.db"),
    ],
    { maxBuffer: 256 * 2 ** 20, cwd: folder },
  ).catch((error: { stdout: string; code: number }) => {
    if (error.code === 4) return { stdout: error.stdout };
    throw error;
  });
  return LineageGraph.parse(JSON.parse(stdout));
}

async function writeExports(graph: LineageGraph, folder: string): Promise<void> {
  const dataset =
    graph.datasets.find(({ id }) => id === "qihoo360/Light-R1-SFTData")?.id ?? graph.seeds[0] ?? "";
  for (const format of exportFormats) {
    const variants = format.needs === "table" ? tableNames.map((table) => ({ table })) : [{ dataset }];
    for (const options of variants) {
      const name = "table" in options ? options.table : "lineage";
      await writeFile(join(folder, `${name}.${format.extension}`), format.toContent(graph, options));
    }
  }
  for (const name of ["sarif", "junit"]) {
    const format = toFindingsFormat(name);
    await writeFile(join(folder, `findings.${format.extension}`), format.toText(sampleCheckResult));
  }
  const counts = { datasets: graph.datasets.length, edges: graph.edges.length, dataset };
  await writeFile(join(folder, "counts.json"), JSON.stringify(counts));
}

async function installReaders(environment: string): Promise<string> {
  const python = join(environment, "bin", "python");
  await run("python3", ["-m", "venv", environment]);
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
  return python;
}
