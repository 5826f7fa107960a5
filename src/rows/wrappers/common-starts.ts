/** Texts that begin alike. */
export interface CommonStart {
  readonly text: string;
  /** The texts, as a range of the sorted list. */
  readonly from: number;
  readonly to: number;
  /** Common starts of some of these texts that go on beyond this one. */
  readonly longer: readonly CommonStart[];
}

/** Of the texts that begin a start, this share has to go on with it. */
const holding = 0.95;
const deepestBranch = 12;

/**
 * How many texts begin alike, as a tree: each start is the longest that nearly all of its texts have, and branches where they
 * part, as far as a branch has enough of them.
 *
 * @param sorted by UTF-16 units.
 */
export function findCommonStarts(sorted: readonly string[], minTexts: number): readonly CommonStart[] {
  return branch({ sorted, minTexts }, { from: 0, to: sorted.length, length: 0, depth: 0 });
}

interface Forest {
  readonly sorted: readonly string[];
  readonly minTexts: number;
}

interface Branch {
  readonly from: number;
  readonly to: number;
  /** UTF-16 units that the texts of the range share. */
  readonly length: number;
  readonly depth: number;
}

function branch(forest: Forest, { from, to, length, depth }: Branch): readonly CommonStart[] {
  if (depth > deepestBranch) return [];
  return listChildren(forest.sorted, { from, to, length, depth })
    .filter((child) => child.to - child.from >= forest.minTexts)
    .map((child) => grow(forest, child));
}

function grow(forest: Forest, start: Branch): CommonStart {
  const enough = Math.max(forest.minTexts, (start.to - start.from) * holding);
  let here = start;
  for (;;) {
    const shared = extendAll(forest.sorted, here);
    const next = listChildren(forest.sorted, shared).find(({ from, to }) => to - from >= enough);
    if (next === undefined) {
      const text = (forest.sorted[shared.from] ?? "").slice(0, shared.length);
      return {
        text,
        from: shared.from,
        to: shared.to,
        longer: branch(forest, { ...shared, depth: start.depth + 1 }),
      };
    }
    here = { ...next, depth: start.depth };
  }
}

/** In a sorted list what the first and the last have in common all have. */
function extendAll(sorted: readonly string[], here: Branch): Branch {
  const first = sorted[here.from] ?? "";
  const last = sorted[here.to - 1] ?? "";
  let { length } = here;
  while (length < first.length && first.charCodeAt(length) === last.charCodeAt(length)) length += 1;
  return { ...here, length };
}

/** The ranges of texts by their next unit. Texts that end here are in none. */
function listChildren(sorted: readonly string[], { from, to, length, depth }: Branch): readonly Branch[] {
  const children: Branch[] = [];
  let at = from;
  while (at < to && (sorted[at] ?? "").length <= length) at += 1;
  while (at < to) {
    const unit = (sorted[at] ?? "").charCodeAt(length);
    const end = findEnd(sorted, { from: at, to, length, unit });
    children.push({ from: at, to: end, length: length + 1, depth });
    at = end;
  }
  return children;
}

function findEnd(
  sorted: readonly string[],
  {
    from,
    to,
    length,
    unit,
  }: { readonly from: number; readonly to: number; readonly length: number; readonly unit: number },
): number {
  let low = from + 1;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "").charCodeAt(length) > unit) high = middle;
    else low = middle + 1;
  }
  return low;
}
