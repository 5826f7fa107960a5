export { type AlgebraKernels, type GramSum, productRows } from "./algebra-kernels.ts";
export { createAlgebraKernels } from "./create-algebra-kernels.ts";
export { createRowKernels } from "./create-row-kernels.ts";
export { listTokens, toNormText } from "./list-tokens.ts";
export {
  type ByteForm,
  byteForms,
  type GramIndex,
  type KeyScope,
  keyScopes,
  type LineScanner,
  type RowKernels,
  rowFields,
  type ShingleOptions,
  type ShingleUnit,
  shingleUnits,
} from "./row-kernels.ts";
