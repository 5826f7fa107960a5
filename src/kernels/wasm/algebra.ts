import { type AlgebraKernels, type GramSum, productRows, type VectorProducts } from "../algebra-kernels.ts";
import { findTridiagonalEigenvalues } from "../tridiagonal-eigenvalues.ts";
import { type CompiledModule, webAssembly } from "./web-assembly.ts";

interface AlgebraExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  packPanels(rows: number, count: number, width: number, panels: number): void;
  addTiles(packed: number, count: number, panels: number, tiles: number): void;
  packVectors(vectors: number, width: number, panel: number): void;
  multiplyPanels(a: number, b: number, panels: number, width: number, out: number): void;
  drain(from: number, sums: number, count: number): void;
  tridiagonalise(matrix: number, size: number, diagonal: number, offDiagonal: number, work: number): void;
}

const pageBytes = 65_536;
/** Columns of a panel, and numbers of a tile. */
const panelWidth = 8;
const tileSize = panelWidth * panelWidth;
/** Rows that are multiplied at a time; f32 sums are added to the f64 ones after `drainRows`. */
const blockRows = 256;
const drainRows = 2048;

export function createWasmAlgebra(module: CompiledModule): AlgebraKernels {
  return {
    kind: "wasm-simd",
    createGram: (width) => createGram(module, width),
    createProducts: (held, width) => createProducts(module, held, width),
    findEigenvalues(matrix, size) {
      const vectors = size * 8;
      const exports = instantiate(module, matrix.byteLength + 6 * vectors);
      new Float64Array(exports.memory.buffer, 0, size * size).set(matrix.subarray(0, size * size));
      const diagonal = matrix.byteLength;
      exports.tridiagonalise(0, size, diagonal, diagonal + vectors, diagonal + 2 * vectors);
      return findTridiagonalEigenvalues(
        new Float64Array(exports.memory.buffer, diagonal, size).slice(),
        new Float64Array(exports.memory.buffer, diagonal + vectors, size).slice(),
      );
    },
  };
}

/** Memory: width² x 6 bytes for the tiles (f32 and f64, one triangle), 2 x 256 x width x 4 for a block of rows. */
function createGram(module: CompiledModule, width: number): GramSum {
  const panels = Math.ceil(width / panelWidth);
  const padded = panels * panelWidth;
  const numbers = ((panels * (panels + 1)) / 2) * tileSize;
  const rowsAt = numbers * 12;
  const packedAt = rowsAt + blockRows * padded * 4;
  const exports = instantiate(module, packedAt + blockRows * padded * 4);
  const rows = new Float32Array(exports.memory.buffer, rowsAt, blockRows * padded);
  let filled = 0;
  let undrained = 0;
  const multiply = () => {
    if (filled === 0) return;
    exports.packPanels(rowsAt, filled, padded, packedAt);
    exports.addTiles(packedAt, filled, panels, numbers * 8);
    undrained += filled;
    filled = 0;
    if (undrained >= drainRows) drain();
  };
  const drain = () => {
    exports.drain(numbers * 8, 0, numbers);
    undrained = 0;
  };
  return {
    add(given) {
      for (let start = 0; start < given.length; start += width) {
        rows.set(given.subarray(start, start + width), filled * padded);
        filled += 1;
        if (filled === blockRows) multiply();
      }
    },
    toMatrix() {
      multiply();
      drain();
      return toSquare(new Float64Array(exports.memory.buffer, 0, numbers), { width, panels });
    },
  };
}

/** Memory: the held vectors, 64 given ones twice, and their products. */
function createProducts(module: CompiledModule, held: Float32Array, width: number): VectorProducts {
  const count = held.length / width;
  const panels = Math.ceil(count / panelWidth);
  const panelBytes = panelWidth * width * 4;
  const givenAt = panels * panelBytes;
  const panelAt = givenAt + panelBytes;
  const outAt = panelAt + panelBytes;
  const exports = instantiate(module, outAt + panels * tileSize * 4);
  const given = new Float32Array(exports.memory.buffer, givenAt, panelWidth * width);
  const tiles = new Float32Array(exports.memory.buffer, outAt, panels * tileSize);
  const pack = (vectors: Float32Array, panel: number) => {
    given.fill(0);
    given.set(vectors);
    exports.packVectors(givenAt, width, panel);
  };
  for (let panel = 0; panel < panels; panel++)
    pack(held.subarray(panel * panelWidth * width, (panel + 1) * panelWidth * width), panel * panelBytes);
  const products = new Float32Array(productRows * count);
  return {
    multiply(vectors) {
      const rows = vectors.length / width;
      for (let first = 0; first < rows; first += panelWidth) {
        pack(vectors.subarray(first * width, (first + panelWidth) * width), panelAt);
        exports.multiplyPanels(panelAt, 0, panels, width, outAt);
        for (let row = first; row < Math.min(first + panelWidth, rows); row++)
          for (let column = 0; column < count; column++)
            products[row * count + column] = tiles[
              Math.floor(column / panelWidth) * tileSize + (row - first) * panelWidth + (column % panelWidth)
            ] as number;
      }
      return products.subarray(0, rows * count);
    },
  };
}

/** Both triangles of what the tiles of the upper one hold. */
function toSquare(
  tiles: Float64Array,
  { width, panels }: { readonly width: number; readonly panels: number },
): Float64Array {
  const square = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = i; j < width; j++) {
      const row = Math.floor(i / panelWidth);
      const column = Math.floor(j / panelWidth);
      const tile = row * panels - (row * (row - 1)) / 2 + (column - row);
      const value = tiles[tile * tileSize + (i % panelWidth) * panelWidth + (j % panelWidth)] as number;
      square[i * width + j] = value;
      square[j * width + i] = value;
    }
  return square;
}

/** An instance with room for so many bytes from 0 on, which lives as long as it is used. */
function instantiate(module: CompiledModule, bytes: number): AlgebraExports {
  const instance = new webAssembly.Instance(module, { env: {} });
  const exports = instance.exports as AlgebraExports;
  const missing = Math.ceil((bytes - exports.memory.buffer.byteLength) / pageBytes);
  if (missing > 0) exports.memory.grow(missing);
  return exports;
}
