import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

const packages = [
  "huggingface_hub==2.4.0",
  "markdown-it-py==4.3.0",
  "beautifulsoup4==4.15.0",
  "networkx==3.6.1",
];

const versionScript = `
import importlib.metadata, json, platform, sqlite3, sys
names = [name.split("==")[0] for name in sys.argv[1:]]
versions = {name: importlib.metadata.version(name) for name in names}
print(json.dumps({"Python": platform.python_version(), **versions, "sqlite3": sqlite3.sqlite_version}))
`;

export interface PeerPython {
  readonly python: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Makes a virtual environment with the peers in `folder`; the reason in words when that is not possible. */
export async function createPeerPython(folder: string): Promise<PeerPython | { readonly reason: string }> {
  const environment = join(folder, "peers");
  const python = join(environment, "bin", "python");
  try {
    await run("python3", ["-m", "venv", environment]);
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
    const { stdout } = await run(python, ["-c", versionScript, ...packages]);
    return { python, versions: z.record(z.string(), z.string()).parse(JSON.parse(stdout)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: message.trim().split("\n").at(-1) ?? "" };
  }
}
