import { createHash } from "node:crypto";
import { cp, glob, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

const root = join(import.meta.dirname, "..");
const sources = join(root, "src/kernels/assembly");
const built = join(root, "src/kernels/built");
/** Name of each compiled file, and where its sources begin. */
const modules: Readonly<Record<string, string>> = {
  "row-kernels.wasm": "index.ts",
  "algebra.wasm": "algebra/index.ts",
};
/** Says which sources, compiler and options the compiled files come from. */
const stampName = "kernels.sha256";
const options = ["-O3", "--runtime", "stub", "--enable", "simd", "--noAssert", "--use", "abort="];

/** Compiles the kernels unless that is done already for the sources as they are. */
export async function buildKernels(): Promise<void> {
  const stamp = await toStamp();
  if ((await findStamp()) === stamp) return;
  await mkdir(built, { recursive: true });
  for (const [name, entry] of Object.entries(modules)) await compile(name, entry);
  await writeFile(join(built, stampName), stamp);
}

async function compile(name: string, entry: string): Promise<void> {
  const { default: asc } = await import("assemblyscript/asc");
  const draft = join(built, `draft-${process.pid}.wasm`);
  const files = [join(sources, entry), "--baseDir", root, "--outFile", draft];
  const { error, stderr } = await asc.main([...files, ...options]);
  if (error) throw new Error(`The kernels do not compile: ${stderr.toString()}`, { cause: error });
  await rename(draft, join(built, name));
}

async function toStamp(): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify({ modules, options }));
  const compiler = join(root, "node_modules/assemblyscript/package.json");
  const files = (await Array.fromAsync(glob("**/*.ts", { cwd: sources }))).sort();
  for (const file of [compiler, ...files.map((name) => join(sources, name))])
    hash.update(await readFile(file)).update("\0");
  return hash.digest("hex");
}

async function findStamp(): Promise<string | undefined> {
  try {
    for (const name of Object.keys(modules)) await readFile(join(built, name));
    return await readFile(join(built, stampName), "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { into: { type: "string" } } });
  await buildKernels();
  if (values.into !== undefined)
    for (const name of Object.keys(modules)) await cp(join(built, name), join(values.into, name));
}
