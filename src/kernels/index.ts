export { createRowKernels } from "./create-row-kernels.ts";
export { listTokens, toNormText } from "./list-tokens.ts";
export {
  type ByteForm,
  byteForms,
  type GramIndex,
  type KeyScope,
  keyScopes,
  type LineScanner,
  type RowField,
  type RowKernels,
  type RowSigner,
  rowFields,
  type ShingleOptions,
  type ShingleUnit,
  type SignatureOptions,
  shingleUnits,
} from "./row-kernels.ts";
