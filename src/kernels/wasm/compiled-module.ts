import { readFileSync } from "node:fs";
import { type CompiledModule, webAssembly } from "./web-assembly.ts";

/** Beside the sources and beside the build, written by `npm run build:kernels`. */
const file = new URL("../built/row-kernels.wasm", import.meta.url);

type CompiledKernels =
  | { readonly module: CompiledModule }
  | { readonly module: undefined; readonly cause: unknown };

let known: CompiledKernels | undefined;

/** Read and compiled once; without a module where the file is missing or the engine knows no SIMD. */
export function readCompiledKernels(): CompiledKernels {
  known ??= compile();
  return known;
}

function compile(): CompiledKernels {
  try {
    return { module: new webAssembly.Module(readFileSync(file)) };
  } catch (cause) {
    return { module: undefined, cause };
  }
}
