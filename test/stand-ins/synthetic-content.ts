import { type DatasetContent, emptyContent, type StandInContent } from "./content.ts";

interface SyntheticEdge {
  readonly upstream: string;
  readonly downstream: string;
}

export interface SyntheticGraph {
  readonly content: StandInContent;
  /** Datasets that nothing is built on; a trace from them reaches all. */
  readonly seeds: readonly string[];
  readonly roots: readonly string[];
  readonly edges: readonly SyntheticEdge[];
}

const levelCount = 5;
const maxUpstreams = 5;
const firstYear = 2022;

/** A wide graph of `count` datasets on five levels; every dataset above the roots states one to five upstreams. */
export function createSyntheticGraph(count: number, seed: number): SyntheticGraph {
  const random = createRandom(seed);
  const levels = toLevels(count);
  const datasets = new Map<string, DatasetContent>();
  const edges: SyntheticEdge[] = [];
  for (const [level, ids] of levels.entries()) {
    const below = levels[level - 1] ?? [];
    const older = levels.slice(0, level).flat();
    for (const [place, id] of ids.entries()) {
      const upstreams = level === 0 ? [] : pickUpstreams({ below, older, place, random });
      edges.push(...upstreams.map((upstream) => ({ upstream, downstream: id })));
      datasets.set(id, toDataset(id, level, upstreams));
    }
  }
  const used = new Set(edges.map((edge) => edge.upstream));
  const ids = levels.flat();
  return {
    content: { ...emptyContent, ids, findDataset: (id) => datasets.get(id) },
    seeds: ids.filter((id) => !used.has(id)),
    roots: levels[0] ?? [],
    edges,
  };
}

/** Few roots, wide at the top, as post-training datasets are. */
function toLevels(count: number): string[][] {
  const levels: string[][] = Array.from({ length: levelCount }, () => []);
  for (let index = 0; index < count; index++) {
    const level = Math.min(levelCount - 1, Math.floor(levelCount * Math.sqrt(index / count)));
    levels[level]?.push(`synthetic/set-${String(index).padStart(5, "0")}`);
  }
  return levels.filter((ids) => ids.length > 0);
}

interface Choice {
  readonly below: readonly string[];
  readonly older: readonly string[];
  readonly place: number;
  readonly random: () => number;
}

function pickUpstreams({ below, older, place, random }: Choice): string[] {
  const picked = new Set<string>([below[place % below.length]!]);
  const wanted = 1 + Math.floor(random() * maxUpstreams);
  while (picked.size < Math.min(wanted, older.length))
    picked.add(older[Math.floor(random() * older.length)]!);
  return [...picked];
}

function toDataset(id: string, level: number, upstreams: readonly string[]): DatasetContent {
  const number = id.slice(-5);
  const createdAt = `${firstYear + level}-06-01T00:00:00.000Z`;
  const info = {
    _id: `5e${number}`,
    id,
    sha: number.padStart(40, "0"),
    createdAt,
    gated: false,
    downloads: 10,
  };
  const items = upstreams.map((upstream) => `- [${upstream}](https://huggingface.co/datasets/${upstream})`);
  const source =
    upstreams.length === 0
      ? "All examples were written by hand by our own annotators. No existing dataset was used."
      : `This dataset was built from the following datasets:\n\n${items.join("\n")}`;
  const card = `---\nlicense: mit\nlanguage:\n- en\n---\n\n# Set ${number}\n\nQuestions with worked answers.\n\n## Source data\n\n${source}\n`;
  return { id, info, card, access: "open" };
}

/** A small generator (mulberry32): the same seed gives the same graph everywhere. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
