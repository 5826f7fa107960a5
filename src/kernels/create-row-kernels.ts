import { createPlainKernels } from "./plain/plain-kernels.ts";
import type { RowKernels } from "./row-kernels.ts";
import { readCompiledKernels } from "./wasm/compiled-module.ts";
import { createWasmKernels } from "./wasm/wasm-kernels.ts";

interface KernelOptions {
  /** Only this implementation will do. Left out, the compiled one where it can run. */
  readonly prefer?: RowKernels["kind"];
}

/**
 * Kernels with a current row, and with memory that is given back only with them.
 *
 * @throws Error when the compiled kernels are asked for and the build is missing, or the engine has no SIMD.
 */
export function createRowKernels(options: KernelOptions = {}): RowKernels {
  if (options.prefer === "plain") return createPlainKernels();
  const compiled = readCompiledKernels();
  if (compiled.module !== undefined) return createWasmKernels(compiled.module);
  if (options.prefer === undefined) return createPlainKernels();
  throw new Error("The compiled kernels cannot run here; `npm run build:kernels` builds them.", {
    cause: compiled.cause,
  });
}
