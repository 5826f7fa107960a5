import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);
const kernelSource = fileURLToPath(new URL("./sides/rensa-kernel.rs", import.meta.url));

/** What is installed together; text-dedup without what only its other programs need. */
const groups: Readonly<Record<string, readonly (readonly string[])[]>> = {
  datasketch: [["datasketch==2.0.0", "xxhash==3.8.2", "numpy==2.4.6"]],
  duckdb: [["duckdb==2.0.0"]],
  rensa: [["rensa==0.5.0"]],
  datatrove: [["datatrove==0.10.1", "regex", "spacy==3.8.18", "tokenizers", "xxhash==3.8.2"]],
  "text-dedup": [
    ["--no-deps", "text-dedup==0.4.0"],
    ["click", "click-option-group", "datasets", "ftfy", "rich", "scipy", "tqdm"],
  ],
};
/** 0.4.1 is the last one with a function per permutation; from 0.5.0 on it is a bucket sketch. */
const rensaKernelVersions = ["0.4.1", "0.5.0"];

const versionScript = `
import importlib.metadata, json, platform, sys
versions = {name: importlib.metadata.version(name) for name in sys.argv[1:]}
print(json.dumps({"Python": platform.python_version(), **versions}))
`;

const InstalledPeers = z.object({
  /** The interpreter that finds the peers. */
  python: z.string(),
  versions: z.record(z.string(), z.string()),
  /** Programs around Rensa's kernel, by version. */
  rensaKernels: z.record(z.string(), z.string()),
  /** Which peers could not be had, and why. */
  missing: z.record(z.string(), z.string()),
});
export type RowPeers = z.infer<typeof InstalledPeers>;

/** Installs the peers into `folder`, or finds them there from an earlier run. */
export async function createRowPeers(folder: string): Promise<RowPeers> {
  const record = join(folder, "installed.json");
  if (existsSync(record)) return InstalledPeers.parse(JSON.parse(await readFile(record, "utf8")));
  const python = join(folder, "python", "bin", "python");
  const missing: Record<string, string> = {};
  const attempt = async (name: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      missing[name] =
        (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";
    }
  };
  await mkdir(folder, { recursive: true });
  await attempt("Python", () => run("python3", ["-m", "venv", join(folder, "python")]));
  for (const [name, steps] of Object.entries(groups)) {
    await attempt(name, async () => {
      for (const packages of steps) await install(python, packages);
    });
  }
  const rensaKernels: Record<string, string> = {};
  for (const version of rensaKernelVersions) {
    await attempt(`Rensa's kernel ${version}`, async () => {
      rensaKernels[version] = await buildRensaKernel({ folder, python, version });
    });
  }
  const found = Object.keys(groups).filter((name) => missing[name] === undefined);
  const versions = "Python" in missing ? {} : await readVersions(python, found);
  const peers = { python, versions, rensaKernels, missing };
  await writeFile(record, JSON.stringify(peers));
  return peers;
}

async function install(python: string, packages: readonly string[]): Promise<void> {
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
}

async function readVersions(python: string, names: readonly string[]): Promise<Record<string, string>> {
  const { stdout } = await run(python, ["-c", versionScript, ...names]);
  return z.record(z.string(), z.string()).parse(JSON.parse(stdout));
}

/** Rensa is on PyPI only: its source package is a Rust crate, which a small program can call without Python in between. */
async function buildRensaKernel({
  folder,
  python,
  version,
}: {
  readonly folder: string;
  readonly python: string;
  readonly version: string;
}): Promise<string> {
  const sources = join(folder, "rensa");
  const crate = join(sources, `rensa-${version}`);
  const program = join(sources, `kernel-${version}`);
  await mkdir(join(program, "src"), { recursive: true });
  const download = ["--no-deps", "--no-binary", ":all:", "--dest", sources, `rensa==${version}`];
  await run(python, ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", ...download]);
  await run("tar", ["xzf", `${crate}.tar.gz`, "-C", sources]);
  await copyFile(kernelSource, join(program, "src", "main.rs"));
  await writeFile(join(program, "Cargo.toml"), toManifest(crate));
  await run("cargo", ["build", "--release", "--quiet"], {
    cwd: program,
    env: { ...process.env, PYO3_PYTHON: python },
    maxBuffer: 64 * 2 ** 20,
  });
  const built = join(program, "target", "release", "rensa-kernel");
  await run(built, [kernelSource, "1"]);
  return built;
}

function toManifest(crate: string): string {
  return `[package]
name = "rensa-kernel"
version = "0.1.0"
edition = "2021"

[dependencies]
rensa = { path = "../${basename(crate)}", default-features = false }

[profile.release]
lto = "fat"
codegen-units = 1
opt-level = 3
panic = "abort"
`;
}

/** For the notes of a report. */
export function listMissing(peers: RowPeers): string[] {
  return Object.entries(peers.missing).map(([name, reason]) => `no figure of ${name}: ${reason}`);
}

export function toVersionNote({ versions, rensaKernels }: RowPeers): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const kernels = Object.keys(rensaKernels).map((version) => `Rensa's kernel ${version}`);
  return `peers: ${[...list, ...kernels].join(", ")}`;
}
