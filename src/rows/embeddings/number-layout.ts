/** How a number of a vector file is stored; all little-endian. */
export const numberLayouts = { f16: 2, bf16: 2, f32: 4, f64: 8 } as const;
export type NumberLayout = keyof typeof numberLayouts;

/** The numbers of some bytes as f32. */
export function toFloats(bytes: Uint8Array, layout: NumberLayout): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = numberLayouts[layout];
  const floats = new Float32Array(Math.floor(bytes.byteLength / size));
  const readAt = readers[layout];
  for (let place = 0; place < floats.length; place++) floats[place] = readAt(view, place * size);
  return floats;
}

const readers: Readonly<Record<NumberLayout, (view: DataView, at: number) => number>> = {
  f16: (view, at) => fromHalf(view.getUint16(at, true)),
  bf16: (view, at) => fromBrain(view.getUint16(at, true)),
  f32: (view, at) => view.getFloat32(at, true),
  f64: (view, at) => view.getFloat64(at, true),
};

/** IEEE 754 binary16: one sign bit, five of exponent, ten of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of an f32. */
function fromBrain(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}
