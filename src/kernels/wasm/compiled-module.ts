import { readFileSync } from "node:fs";
import { type CompiledModule, webAssembly } from "./web-assembly.ts";

export type CompiledName = "row-kernels" | "algebra";

type CompiledKernels =
  | { readonly module: CompiledModule }
  | { readonly module: undefined; readonly cause: unknown };

const known = new Map<CompiledName, CompiledKernels>();

/** Read and compiled once; the file lies beside the sources and beside the build, written by `npm run build:kernels`. */
export function readCompiledKernels(name: CompiledName): CompiledKernels {
  const found = known.get(name) ?? compileKernels(new URL(`../built/${name}.wasm`, import.meta.url));
  known.set(name, found);
  return found;
}

/** Without a module where the file is missing or the engine knows no SIMD. */
export function compileKernels(file: URL): CompiledKernels {
  try {
    return { module: new webAssembly.Module(readFileSync(file)) };
  } catch (cause) {
    return { module: undefined, cause };
  }
}

/** What to throw where only the compiled kernels will do. */
export function createMissingKernelsError(cause: unknown): Error {
  return new Error("The compiled kernels cannot run here; `npm run build:kernels` builds them.", { cause });
}
