/**
 * Gram matrices and eigenvalues of symmetric matrices. All matrices are dense and row-major; the caller owns the memory.
 * The upper triangle of a Gram matrix is kept in tiles of 8 x 8, tile (i, j) with i <= j at `tileOf(i, j)`.
 */
const panelBytes: usize = 32;
/** Below it a row counts as zero: its square would not be a number that can be divided by. */
const tiny: f64 = 1e-140;

function tileOf(i: i32, j: i32, panels: i32): usize {
  return <usize>i * <usize>panels - ((<usize>i * (<usize>i - 1)) >> 1) + <usize>(j - i);
}

/** Copies `count` rows of `width` floats (a multiple of 8) into panels: 8 columns of every row side by side. */
export function packPanels(rows: usize, count: i32, width: i32, panels: usize): void {
  const rowBytes = (<usize>width) << 2;
  for (let column: usize = 0; column < rowBytes; column += panelBytes) {
    let from = rows + column;
    for (let k = 0; k < count; k++) {
      v128.store(panels, v128.load(from));
      v128.store(panels, v128.load(from, 16), 16);
      panels += panelBytes;
      from += rowBytes;
    }
  }
}

/** Adds half a tile: the products of 4 columns of panel `a` with the 8 of panel `b` over `count` rows. */
function addHalfTile(a: usize, b: usize, count: i32, out: usize): void {
  let c00 = v128.load(out),
    c01 = v128.load(out, 16);
  let c10 = v128.load(out, 32),
    c11 = v128.load(out, 48);
  let c20 = v128.load(out, 64),
    c21 = v128.load(out, 80);
  let c30 = v128.load(out, 96),
    c31 = v128.load(out, 112);
  for (let k = 0; k < count; k++) {
    const b0 = v128.load(b),
      b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(s, b0));
    c01 = f32x4.add(c01, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(s, b0));
    c11 = f32x4.add(c11, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(s, b0));
    c21 = f32x4.add(c21, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(s, b0));
    c31 = f32x4.add(c31, f32x4.mul(s, b1));
    a += panelBytes;
    b += panelBytes;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

/** Adds the products of all pairs of `panels` packed panels of `count` rows to the f32 tiles. */
export function addTiles(packed: usize, count: i32, panels: i32, tiles: usize): void {
  const size = <usize>count * panelBytes;
  const group = 16;
  for (let first = 0; first < panels; first += group) {
    const last = min(first + group, panels);
    for (let i = 0; i < last; i++) {
      const a = packed + <usize>i * size;
      for (let j = max(i, first); j < last; j++) {
        const out = tiles + (tileOf(i, j, panels) << 8);
        const b = packed + <usize>j * size;
        addHalfTile(a, b, count, out);
        addHalfTile(a + 16, b, count, out + 128);
      }
    }
  }
}

/** Adds `count` f32 numbers to f64 sums and sets them to zero. */
export function drain(from: usize, sums: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (let k = 0; k < count; k += 4) {
    const x = v128.load(from);
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(x)));
    const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3));
    v128.store(sums, f64x2.add(v128.load(sums, 16), high), 16);
    v128.store(from, zero);
    from += 16;
    sums += 32;
  }
}

/**
 * One sweep over the leading `size` x `size` block, lower triangle, rows `stride` bytes apart: takes away v w' + w v' and
 * gives p = A u of what is left, so that each number is read and written once.
 */
function sweep(a: usize, stride: usize, size: i32, vectors: usize): void {
  const bytes = (<usize>size) << 3;
  const v = vectors,
    w = v + stride,
    u = w + stride,
    p = u + stride;
  memory.fill(p, 0, bytes);
  let row = 0;
  for (; row + 1 < size; row += 2) sweepPair(a + <usize>row * stride, stride, (<usize>row) << 3, v, w, u, p);
  if (row < size) sweepRow(a + <usize>row * stride, (<usize>row) << 3, v, w, u, p);
}

function sweepPair(a: usize, stride: usize, at: usize, v: usize, w: usize, u: usize, p: usize): void {
  const a1 = a + stride;
  const v0 = load<f64>(v + at),
    w0 = load<f64>(w + at),
    u0 = load<f64>(u + at);
  const v1 = load<f64>(v + at, 8),
    w1 = load<f64>(w + at, 8),
    u1 = load<f64>(u + at, 8);
  const vv0 = f64x2.splat(v0),
    ww0 = f64x2.splat(w0),
    uu0 = f64x2.splat(u0);
  const vv1 = f64x2.splat(v1),
    ww1 = f64x2.splat(w1),
    uu1 = f64x2.splat(u1);
  let s0 = f64x2.splat(0),
    s1 = s0,
    t0 = s0,
    t1 = s0;
  let k: usize = 0;
  const whole = at & ~31;
  for (; k < whole; k += 32) {
    let wk = v128.load(w + k),
      vk = v128.load(v + k),
      uk = v128.load(u + k);
    let x = f64x2.sub(v128.load(a + k), f64x2.add(f64x2.mul(vv0, wk), f64x2.mul(ww0, vk)));
    let y = f64x2.sub(v128.load(a1 + k), f64x2.add(f64x2.mul(vv1, wk), f64x2.mul(ww1, vk)));
    v128.store(a + k, x);
    v128.store(a1 + k, y);
    s0 = f64x2.add(s0, f64x2.mul(x, uk));
    s1 = f64x2.add(s1, f64x2.mul(y, uk));
    v128.store(p + k, f64x2.add(v128.load(p + k), f64x2.add(f64x2.mul(x, uu0), f64x2.mul(y, uu1))));
    wk = v128.load(w + k, 16);
    vk = v128.load(v + k, 16);
    uk = v128.load(u + k, 16);
    x = f64x2.sub(v128.load(a + k, 16), f64x2.add(f64x2.mul(vv0, wk), f64x2.mul(ww0, vk)));
    y = f64x2.sub(v128.load(a1 + k, 16), f64x2.add(f64x2.mul(vv1, wk), f64x2.mul(ww1, vk)));
    v128.store(a + k, x, 16);
    v128.store(a1 + k, y, 16);
    t0 = f64x2.add(t0, f64x2.mul(x, uk));
    t1 = f64x2.add(t1, f64x2.mul(y, uk));
    const sum = f64x2.add(f64x2.mul(x, uu0), f64x2.mul(y, uu1));
    v128.store(p + k, f64x2.add(v128.load(p + k, 16), sum), 16);
  }
  let r0 = sumOf(f64x2.add(s0, t0)),
    r1 = sumOf(f64x2.add(s1, t1));
  for (; k < at; k += 8) {
    const wk = load<f64>(w + k),
      vk = load<f64>(v + k),
      uk = load<f64>(u + k);
    const x = load<f64>(a + k) - (v0 * wk + w0 * vk),
      y = load<f64>(a1 + k) - (v1 * wk + w1 * vk);
    store<f64>(a + k, x);
    store<f64>(a1 + k, y);
    r0 += x * uk;
    r1 += y * uk;
    store<f64>(p + k, load<f64>(p + k) + (x * u0 + y * u1));
  }
  const x00 = load<f64>(a + at) - 2 * v0 * w0;
  const x10 = load<f64>(a1 + at) - (v1 * w0 + w1 * v0);
  const x11 = load<f64>(a1 + at, 8) - 2 * v1 * w1;
  store<f64>(a + at, x00);
  store<f64>(a1 + at, x10);
  store<f64>(a1 + at, x11, 8);
  store<f64>(p + at, load<f64>(p + at) + r0 + x00 * u0 + x10 * u1);
  store<f64>(p + at, load<f64>(p + at, 8) + r1 + x10 * u0 + x11 * u1, 8);
}

function sweepRow(a: usize, at: usize, v: usize, w: usize, u: usize, p: usize): void {
  const v0 = load<f64>(v + at),
    w0 = load<f64>(w + at),
    u0 = load<f64>(u + at);
  let sum: f64 = 0;
  for (let k: usize = 0; k < at; k += 8) {
    const x = load<f64>(a + k) - (v0 * load<f64>(w + k) + w0 * load<f64>(v + k));
    store<f64>(a + k, x);
    sum += x * load<f64>(u + k);
    store<f64>(p + k, load<f64>(p + k) + x * u0);
  }
  const x = load<f64>(a + at) - 2 * v0 * w0;
  store<f64>(a + at, x);
  store<f64>(p + at, load<f64>(p + at) + sum + x * u0);
}

function sumOf(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/**
 * Householder reflections from the last row upward (EISPACK's order) on the lower triangle of a symmetric f64 matrix, which
 * is destroyed. The rank-2 update of one step is done in the sweep of the next.
 *
 * @param work room for 4 vectors of `size` numbers
 */
export function tridiagonalise(a: usize, size: i32, diagonal: usize, offDiagonal: usize, work: usize): void {
  const stride = (<usize>size) << 3;
  const v = work,
    w = v + stride,
    u = w + stride,
    p = u + stride;
  memory.fill(v, 0, stride);
  memory.fill(w, 0, stride);
  for (let i = size - 1; i >= 1; i--) {
    const row = a + <usize>i * stride,
      at = (<usize>i) << 3,
      end = at - 8;
    const vi = load<f64>(v + at),
      wi = load<f64>(w + at);
    for (let k: usize = 0; k <= at; k += 8)
      store<f64>(row + k, load<f64>(row + k) - (vi * load<f64>(w + k) + wi * load<f64>(v + k)));
    store<f64>(diagonal + at, load<f64>(row + at));
    let scale: f64 = 0;
    for (let k: usize = 0; k < end; k += 8) scale = max(scale, abs(load<f64>(row + k)));
    const head = load<f64>(row + end);
    memory.copy(u, row, at);
    let beta: f64 = 0,
      g = head;
    if (scale > tiny) {
      scale = max(scale, abs(head));
      let squares: f64 = 0;
      for (let k: usize = 0; k < at; k += 8) {
        const x = load<f64>(row + k) / scale;
        squares += x * x;
      }
      g = scale * Math.sqrt(squares);
      if (head > 0) g = -g;
      beta = 1 / (g * g - head * g);
      store<f64>(u + end, head - g);
    }
    store<f64>(offDiagonal + at, g);
    sweep(a, stride, i, work);
    let product: f64 = 0;
    for (let k: usize = 0; k < at; k += 8) {
      const x = load<f64>(p + k) * beta;
      store<f64>(p + k, x);
      product += x * load<f64>(u + k);
    }
    const half = 0.5 * beta * product;
    for (let k: usize = 0; k < at; k += 8) {
      const x = beta === 0 ? 0 : load<f64>(u + k);
      store<f64>(v + k, x);
      store<f64>(w + k, load<f64>(p + k) - half * x);
    }
  }
  store<f64>(diagonal, load<f64>(a) - 2 * load<f64>(v) * load<f64>(w));
  store<f64>(offDiagonal, 0);
}

/** Copies 8 vectors of `width` numbers each into one panel: their k-th numbers side by side. */
export function packVectors(vectors: usize, width: i32, panel: usize): void {
  const bytes = (<usize>width) << 2;
  for (let lane: usize = 0; lane < 8; lane++) {
    let from = vectors + lane * bytes;
    let to = panel + (lane << 2);
    for (let k = 0; k < width; k++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += panelBytes;
    }
  }
}

/** The products of the 8 vectors of panel `a` with those of each of `panels` panels at `b`: 8 x 8 numbers for each. */
export function multiplyPanels(a: usize, b: usize, panels: i32, width: i32, out: usize): void {
  const size = <usize>width * panelBytes;
  memory.fill(out, 0, (<usize>panels) << 8);
  for (let j = 0; j < panels; j++) {
    addHalfTile(a, b, width, out);
    addHalfTile(a + 16, b, width, out + 128);
    b += size;
    out += 256;
  }
}
