const maxSteps = 60;

/**
 * Eigenvalues of a symmetric tridiagonal matrix in ascending order, by the implicit QL method without vectors.
 *
 * @param diagonal taken over: holds the result
 * @param offDiagonal element i joins i - 1 and i; element 0 is not used; destroyed
 * @throws RangeError for a matrix that holds what is no number
 */
export function findTridiagonalEigenvalues(diagonal: Float64Array, offDiagonal: Float64Array): Float64Array {
  const size = diagonal.length;
  offDiagonal.copyWithin(0, 1);
  if (size > 0) offDiagonal[size - 1] = 0;
  const unit = toUnit(diagonal, offDiagonal);
  scale(diagonal, 1 / unit);
  scale(offDiagonal, 1 / unit);
  for (let first = 0; first < size; first++) {
    for (let step = 0; ; step++) {
      const last = findBlockEnd({ diagonal, offDiagonal, first });
      if (last === first) break;
      if (step === maxSteps)
        throw new RangeError("the eigenvalues do not settle: the matrix holds no numbers");
      chaseBulge({ diagonal, offDiagonal, first, last });
    }
  }
  scale(diagonal, unit);
  return diagonal.sort();
}

/** A power of two near the largest number, so that squares neither vanish nor overflow. */
function toUnit(...columns: readonly Float64Array[]): number {
  const largest = columns.reduce((most, column) => column.reduce(toLarger, most), 0);
  return largest === 0 || !Number.isFinite(largest) ? 1 : 2 ** Math.floor(Math.log2(largest));
}

function toLarger(most: number, value: number): number {
  return Math.max(most, Math.abs(value));
}

function scale(column: Float64Array, factor: number): void {
  for (const [place, value] of column.entries()) column[place] = value * factor;
}

interface Block {
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  readonly first: number;
}

/** The last row that is still joined to `first` by an off-diagonal element that counts. */
function findBlockEnd({ diagonal, offDiagonal, first }: Block): number {
  for (let row = first; row < diagonal.length - 1; row++) {
    const scale = Math.abs(diagonal[row] as number) + Math.abs(diagonal[row + 1] as number);
    if (Math.abs(offDiagonal[row] as number) <= Number.EPSILON * scale) return row;
  }
  return diagonal.length - 1;
}

/** One QL step with Wilkinson's shift. */
function chaseBulge({ diagonal, offDiagonal, first, last }: Block & { readonly last: number }): void {
  const head = diagonal[first] as number;
  const join = offDiagonal[first] as number;
  const slope = ((diagonal[first + 1] as number) - head) / (2 * join);
  const length = Math.hypot(slope, 1);
  let g = (diagonal[last] as number) - head + join / (slope + (slope >= 0 ? length : -length));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let row = last - 1; row >= first; row--) {
    const f = sine * (offDiagonal[row] as number);
    const b = cosine * (offDiagonal[row] as number);
    const r = Math.sqrt(f * f + g * g);
    offDiagonal[row + 1] = r;
    if (r === 0) {
      diagonal[row + 1] = (diagonal[row + 1] as number) - shift;
      offDiagonal[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = (diagonal[row + 1] as number) - shift;
    const t = ((diagonal[row] as number) - g) * sine + 2 * cosine * b;
    shift = sine * t;
    diagonal[row + 1] = g + shift;
    g = cosine * t - b;
  }
  diagonal[first] = head - shift;
  offDiagonal[first] = g;
  offDiagonal[last] = 0;
}
