export interface Pooling {
  /** texts x tokens x width, or texts x width where the model pools by itself. */
  readonly dims: readonly number[];
  /** Tokens of each text that are no padding. */
  readonly lengths: readonly number[];
  readonly pooling: "mean" | "first";
}

/** One vector of length one for each text, from what a model says of its tokens. */
export function poolTokens(output: Float32Array, { dims, lengths, pooling }: Pooling): Float32Array[] {
  const isPooled = dims.length === 2;
  const width = dims.at(-1) ?? 0;
  const tokens = isPooled ? 1 : (dims[1] ?? 0);
  return lengths.map((length, text) => {
    const used = isPooled || pooling === "first" ? 1 : length;
    const vector = new Float32Array(width);
    for (let token = 0; token < used; token++) {
      const start = (text * tokens + token) * width;
      for (let place = 0; place < width; place++)
        vector[place] = (vector[place] ?? 0) + (output[start + place] ?? 0);
    }
    return toUnitLength(vector);
  });
}

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}
