import { describe, expect, test } from "vitest";
import { createAlgebraKernels } from "./create-algebra-kernels.ts";
import { findTridiagonalEigenvalues } from "./tridiagonal-eigenvalues.ts";

const kinds = ["wasm-simd", "plain"] as const;

describe.each(kinds)("algebra, %s", (kind) => {
  const algebra = createAlgebraKernels({ prefer: kind });

  test("the Gram matrix is the sum of x x', whatever the blocks it is given in", () => {
    const width = 61;
    const rows = toRandom(777 * width, 1);
    const whole = algebra.createGram(width);
    whole.add(rows);
    const parts = algebra.createGram(width);
    parts.add(rows.subarray(0, 300 * width));
    parts.add(rows.subarray(300 * width));
    expect(toLargestDifference(whole.toMatrix(), multiply(rows, width))).toBeLessThan(2e-4);
    expect(parts.toMatrix()).toEqual(whole.toMatrix());
  });

  test("a Gram matrix can be asked for and added to again", () => {
    const gram = algebra.createGram(3);
    gram.add(Float32Array.of(1, 2, 3));
    expect([...gram.toMatrix()]).toEqual([1, 2, 3, 2, 4, 6, 3, 6, 9]);
    gram.add(Float32Array.of(1, 0, 0, 0, 1, 0));
    expect([...gram.toMatrix()]).toEqual([2, 2, 3, 2, 5, 6, 3, 6, 9]);
  });

  test.each([
    ["identity", [1, 0, 0, 0, 1, 0, 0, 0, 1], [1, 1, 1]],
    ["all ones", [1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 3]],
    ["two by two", [2, 1, 1, 2], [1, 3]],
    ["one by one", [5], [5]],
    ["zero", [0, 0, 0, 0], [0, 0]],
    ["numbers whose squares vanish", [1e-170, 1e-170, 1e-170, 1e-170], [0, 2e-170]],
  ])("eigenvalues of a known matrix: %s", (_, matrix, expected) => {
    const found = algebra.findEigenvalues(Float64Array.from(matrix), Math.sqrt(matrix.length));
    for (const [place, value] of expected.entries()) expect(found[place]).toBeCloseTo(value, 12);
  });

  test("eigenvalues keep trace and squares", () => {
    const size = 130;
    const matrix = toSymmetric(size, 2);
    const found = algebra.findEigenvalues(matrix, size);
    const trace = Array.from({ length: size }, (_, i) => matrix[i * size + i]!).reduce((a, b) => a + b);
    expect(found.reduce((a, b) => a + b)).toBeCloseTo(trace, 9);
    expect(found.reduce((a, b) => a + b * b, 0)).toBeCloseTo(
      matrix.reduce((a, b) => a + b * b, 0),
      7,
    );
    expect([...found]).toEqual([...found].sort((a, b) => a - b));
  });

  test("products are those of each pair, for any number of vectors", () => {
    for (const [count, given] of [
      [1, 1],
      [13, 64],
      [16, 9],
    ] as const) {
      const width = 37;
      const held = toRandom(count * width, 5);
      const vectors = toRandom(given * width, 6);
      const found = algebra.createProducts(held, width).multiply(vectors);
      expect(found).toHaveLength(count * given);
      for (let row = 0; row < given; row++)
        for (let column = 0; column < count; column++) {
          let sum = 0;
          for (let k = 0; k < width; k++) sum += vectors[row * width + k]! * held[column * width + k]!;
          expect(found[row * count + column]).toBeCloseTo(sum, 4);
        }
    }
  });

  test("the matrix stays as it was", () => {
    const matrix = toSymmetric(20, 3);
    const before = matrix.slice();
    algebra.findEigenvalues(matrix, 20);
    expect(matrix).toEqual(before);
  });
});

test("both kinds give the same eigenvalues", () => {
  const [wasm, plain] = kinds.map((prefer) => createAlgebraKernels({ prefer }));
  for (const size of [2, 3, 17, 64, 129]) {
    const matrix = toSymmetric(size, size);
    const difference = toLargestDifference(
      wasm!.findEigenvalues(matrix, size),
      plain!.findEigenvalues(matrix, size),
    );
    expect(difference).toBeLessThan(1e-11);
  }
});

test("the second difference has the eigenvalues 2 - 2 cos", () => {
  const size = 50;
  const found = findTridiagonalEigenvalues(new Float64Array(size).fill(2), new Float64Array(size).fill(-1));
  for (const [k, value] of found.entries())
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (size + 1)), 12);
});

test("what is no number is refused, not looped over", () => {
  const algebra = createAlgebraKernels({ prefer: "plain" });
  expect(() => algebra.findEigenvalues(Float64Array.of(Number.NaN, 1, 1, 2), 2)).toThrow(RangeError);
});

function toRandom(length: number, seed: number): Float32Array {
  let state = seed;
  return new Float32Array(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

function toSymmetric(size: number, seed: number): Float64Array {
  const values = toRandom(size * size, seed);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = values[i * size + j]!;
  return matrix;
}

function multiply(rows: Float32Array, width: number): Float64Array {
  const matrix = new Float64Array(width * width);
  for (let start = 0; start < rows.length; start += width)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) matrix[i * width + j]! += rows[start + i]! * rows[start + j]!;
  return matrix;
}

function toLargestDifference(left: Float64Array, right: Float64Array): number {
  return left.reduce((most, value, place) => Math.max(most, Math.abs(value - right[place]!)), 0);
}
