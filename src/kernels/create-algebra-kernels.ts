import type { AlgebraKernels } from "./algebra-kernels.ts";
import { createPlainAlgebra } from "./plain/algebra.ts";
import { createWasmAlgebra } from "./wasm/algebra.ts";
import { createMissingKernelsError, readCompiledKernels } from "./wasm/compiled-module.ts";

/**
 * @param options.prefer only this implementation will do; left out, the compiled one where it can run
 * @throws Error when the compiled kernels are asked for and the build is missing, or the engine has no SIMD.
 */
export function createAlgebraKernels(
  options: { readonly prefer?: AlgebraKernels["kind"] } = {},
): AlgebraKernels {
  if (options.prefer === "plain") return createPlainAlgebra();
  const compiled = readCompiledKernels("algebra");
  if (compiled.module !== undefined) return createWasmAlgebra(compiled.module);
  if (options.prefer === undefined) return createPlainAlgebra();
  throw createMissingKernelsError(compiled.cause);
}
