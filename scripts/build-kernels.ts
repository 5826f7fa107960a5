import { createHash } from "node:crypto";
import { cp, glob, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

const root = join(import.meta.dirname, "..");
const sources = join(root, "src/kernels/assembly");
const built = join(root, "src/kernels/built");
const wasmName = "row-kernels.wasm";
/** Says which sources, compiler and options the compiled file comes from. */
const stampName = "row-kernels.sha256";
const options = ["-O3", "--runtime", "stub", "--enable", "simd", "--noAssert", "--use", "abort="];

/** Compiles the kernels unless that is done already for the sources as they are. */
export async function buildKernels(): Promise<void> {
  const stamp = await toStamp();
  if ((await findStamp()) === stamp) return;
  const { default: asc } = await import("assemblyscript/asc");
  await mkdir(built, { recursive: true });
  const draft = join(built, `draft-${process.pid}.wasm`);
  const entry = join(sources, "index.ts");
  const { error, stderr } = await asc.main([entry, "--baseDir", root, "--outFile", draft, ...options]);
  if (error) throw new Error(`The kernels do not compile: ${stderr.toString()}`, { cause: error });
  await rename(draft, join(built, wasmName));
  await writeFile(join(built, stampName), stamp);
}

async function toStamp(): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(options));
  const compiler = join(root, "node_modules/assemblyscript/package.json");
  const files = (await Array.fromAsync(glob("**/*.ts", { cwd: sources }))).sort();
  for (const file of [compiler, ...files.map((name) => join(sources, name))])
    hash.update(await readFile(file)).update("\0");
  return hash.digest("hex");
}

async function findStamp(): Promise<string | undefined> {
  try {
    await readFile(join(built, wasmName));
    return await readFile(join(built, stampName), "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { into: { type: "string" } } });
  await buildKernels();
  if (values.into !== undefined) await cp(join(built, wasmName), join(values.into, wasmName));
}
