import { StemmaError } from "../../model/index.ts";
import { type NumberLayout, numberLayouts } from "./number-layout.ts";

/** A matrix of vectors inside a file: one row each, C order. */
export interface VectorBlock {
  readonly count: number;
  readonly width: number;
  readonly layout: NumberLayout;
  /** First byte of the numbers. */
  readonly start: number;
}

/** Enough for the header of any file that holds one matrix of vectors. */
export const maxHeaderBytes = 2 ** 20;

/**
 * @param head the first bytes of the file, `maxHeaderBytes` of them or all
 * @throws StemmaError `corrupt` for a file that is neither `.npy` nor safetensors, or holds no matrix of floats in C order
 */
export function parseVectorHeader(name: string, head: Uint8Array, byteLength: number): VectorBlock {
  const block = isNumpy(head) ? parseNumpyHeader(name, head) : parseSafetensorsHeader(name, head);
  const end = block.start + block.count * block.width * numberLayouts[block.layout];
  if (end > byteLength)
    throw createFault(name, `it ends after ${byteLength} of ${end} bytes`, "write it again: it was cut off");
  return block;
}

const numpyLayouts: Readonly<Record<string, NumberLayout>> = { "<f2": "f16", "<f4": "f32", "<f8": "f64" };
const tensorLayouts: Readonly<Record<string, NumberLayout>> = {
  F16: "f16",
  BF16: "bf16",
  F32: "f32",
  F64: "f64",
};

function isNumpy(head: Uint8Array): boolean {
  return head[0] === 0x93 && new TextDecoder("latin1").decode(head.subarray(1, 6)) === "NUMPY";
}

function parseNumpyHeader(name: string, head: Uint8Array): VectorBlock {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isFirstVersion = head[6] === 1;
  const size = isFirstVersion ? view.getUint16(8, true) : view.getUint32(8, true);
  const from = isFirstVersion ? 10 : 12;
  const text = new TextDecoder("latin1").decode(head.subarray(from, from + size));
  const kind = /'descr':\s*'([^']*)'/.exec(text)?.[1] ?? "";
  const layout = numpyLayouts[kind];
  const shape = /'shape':\s*\((\d+),\s*(\d+),?\s*\)/.exec(text);
  if (layout === undefined)
    throw createFault(
      name,
      `its numbers are of type ${kind}`,
      "save it as float32, for instance with .astype('<f4')",
    );
  if (shape === null || !/'fortran_order':\s*False/.test(text))
    throw createFault(name, "it is no matrix in C order", "save an array of shape (rows, width)");
  return { count: Number(shape[1]), width: Number(shape[2]), layout, start: from + size };
}

function parseSafetensorsHeader(name: string, head: Uint8Array): VectorBlock {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const size = head.byteLength < 8 ? 0 : Number(view.getBigUint64(0, true));
  const tensors = Object.values(parseTensors(name, head.subarray(8, 8 + size)));
  const matrices = tensors.filter(({ dtype, shape }) => shape?.length === 2 && tensorLayouts[dtype ?? ""]);
  const [matrix] = matrices;
  if (matrix === undefined || matrices.length > 1)
    throw createFault(
      name,
      `it holds ${matrices.length} matrices of floats`,
      "save one tensor of shape (rows, width)",
    );
  const [count = 0, width = 0] = matrix.shape ?? [];
  const layout = tensorLayouts[matrix.dtype ?? ""] ?? "f32";
  return { count, width, layout, start: 8 + size + (matrix.data_offsets?.[0] ?? 0) };
}

interface Tensor {
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly data_offsets?: readonly number[];
}

function parseTensors(name: string, bytes: Uint8Array): Readonly<Record<string, Tensor>> {
  try {
    const { __metadata__: _, ...tensors } = JSON.parse(new TextDecoder().decode(bytes));
    return tensors;
  } catch (cause) {
    throw createFault(
      name,
      "it is neither .npy nor safetensors",
      "give vectors as .npy, safetensors or Parquet",
      cause,
    );
  }
}

function createFault(
  name: string,
  reason: string,
  ...[hint, cause]: readonly [string, unknown?]
): StemmaError {
  return new StemmaError("corrupt", `${name} cannot be read as vectors: ${reason}`, { hint, cause });
}
