import { createPlainKernels } from "./plain/plain-kernels.ts";
import type { RowKernels } from "./row-kernels.ts";

export interface KernelOptions {
  /** Only this implementation will do. */
  readonly prefer?: RowKernels["kind"];
}

/**
 * Kernels with a current row of their own.
 *
 * @throws Error when the implementation asked for cannot run here.
 */
export function createRowKernels(options: KernelOptions = {}): RowKernels {
  if (options.prefer === "wasm-simd") throw new Error("The compiled kernels are not there.");
  return createPlainKernels();
}
