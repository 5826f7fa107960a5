import { readFileSync } from "node:fs";
import { type CompiledModule, webAssembly } from "./web-assembly.ts";

/** Beside the sources and beside the build, written by `npm run build:kernels`. */
const builtFile = new URL("../built/row-kernels.wasm", import.meta.url);

type CompiledKernels =
  | { readonly module: CompiledModule }
  | { readonly module: undefined; readonly cause: unknown };

let known: CompiledKernels | undefined;

/** Read and compiled once; without a module where the file is missing or the engine knows no SIMD. */
export function readCompiledKernels(): CompiledKernels {
  known ??= compileKernels(builtFile);
  return known;
}

export function compileKernels(file: URL): CompiledKernels {
  try {
    return { module: new webAssembly.Module(readFileSync(file)) };
  } catch (cause) {
    return { module: undefined, cause };
  }
}
