import type { RowKernels } from "../../kernels/index.ts";
import { stripAnswerTails } from "../keys/answer-tails.ts";
import { type KeyTier, keyTiers } from "../keys/key-tier.ts";
import { toKeyText } from "../keys/to-key-text.ts";
import { toFilledKeyText } from "./filled-key-text.ts";
import { type PreparedBenchmarks, toQuestion } from "./prepare-benchmarks.ts";

/** A text of a row with its keys at the two tiers that look at its meaning. */
export interface KeyedText {
  readonly text: string;
  readonly strong: string;
  readonly skeleton: string;
}

export function toKeyedText(text: string): KeyedText {
  const strong = toFilledKeyText("strong", text);
  const stripped = stripAnswerTails(text);
  return { text, strong, skeleton: stripped === text ? strong : toFilledKeyText("strong", stripped) };
}

/** A benchmark entry whose pair is the row's, and the tiers at which it is. */
export interface EqualPair {
  readonly entry: number;
  readonly tiers: readonly KeyTier[];
}

/** A benchmark item that is the whole of a row's question or of one turn, and the first tier at which it is. */
export interface EqualItem {
  readonly item: number;
  readonly tier: KeyTier;
}

interface RowPair {
  readonly instruction: string;
  readonly input: string;
  /** The question as one text. */
  readonly question: KeyedText;
}

/**
 * Which benchmark pairs and texts a row equals. Candidates are found by hash or by key text, equality is that of the texts
 * themselves.
 */
export class EqualTexts {
  readonly #kernels: RowKernels;
  readonly #benchmarks: PreparedBenchmarks;
  readonly #byNormHash = new Map<number, number[]>();
  readonly #strongPairs = new Map<string, number[]>();
  readonly #skeletonPairs = new Map<string, number[]>();
  readonly #strongItems = new Map<string, number[]>();
  readonly #skeletonItems = new Map<string, number[]>();
  readonly #hash = new Uint32Array(4);

  constructor(kernels: RowKernels, benchmarks: PreparedBenchmarks) {
    this.#kernels = kernels;
    this.#benchmarks = benchmarks;
    for (const [entry, { instruction, input }] of benchmarks.entries.entries()) {
      kernels.setRow(instruction, input, "");
      file(this.#byNormHash, this.#hashCurrentRow(), entry);
      file(this.#strongPairs, toPairKey(instruction, input, toStrong), entry);
      file(this.#skeletonPairs, toPairKey(instruction, input, toSkeleton), entry);
    }
    for (const [item, { keyText, question }] of benchmarks.items.entries()) {
      file(this.#strongItems, keyText, item);
      file(this.#skeletonItems, toKeyedText(question).skeleton, item);
    }
  }

  /** Entries whose pair is that of the kernels' current row. */
  findPairs(row: RowPair): EqualPair[] {
    const tiers = new Map<number, KeyTier[]>();
    const add = (tier: KeyTier, entries: readonly number[] = []) => {
      for (const entry of entries) tiers.set(entry, [...(tiers.get(entry) ?? []), tier]);
    };
    const close = this.#byNormHash.get(this.#hashCurrentRow()) ?? [];
    for (const tier of ["raw", "trim", "norm"] as const) {
      add(
        tier,
        close.filter((entry) => this.#isEqual(tier, entry, row)),
      );
    }
    add("strong", this.#strongPairs.get(toRowPairKey(row, "strong")));
    add("skeleton", this.#skeletonPairs.get(toRowPairKey(row, "skeleton")));
    return Array.from(tiers, ([entry, found]) => ({ entry, tiers: found }));
  }

  /** Items that are the whole of the text. */
  findItems(text: KeyedText): EqualItem[] {
    const items = new Set([
      ...(this.#strongItems.get(text.strong) ?? []),
      ...(this.#skeletonItems.get(text.skeleton) ?? []),
    ]);
    return Array.from(items, (item) => ({ item, tier: this.#findTier(item, text) }));
  }

  #findTier(item: number, { text, strong }: KeyedText): KeyTier {
    const { entries, keyText } = this.#benchmarks.items[item] ?? { entries: [], keyText: "" };
    const questions = entries.map((entry) => toQuestion(this.#benchmarks.entries[entry] ?? noPair));
    const isEqualAt = (tier: KeyTier) => {
      const wanted = toKeyText(tier, text);
      return questions.some((question) => toKeyText(tier, question) === wanted);
    };
    const close = (["raw", "trim", "norm"] as const).find(isEqualAt);
    return close ?? (strong === keyText ? "strong" : "skeleton");
  }

  #isEqual(tier: KeyTier, entry: number, row: RowPair): boolean {
    const pair = this.#benchmarks.entries[entry] ?? noPair;
    return (
      toKeyText(tier, pair.instruction) === toKeyText(tier, row.instruction) &&
      toKeyText(tier, pair.input) === toKeyText(tier, row.input)
    );
  }

  #hashCurrentRow(): number {
    this.#kernels.hashRow("pair", "norm", this.#hash, 0);
    return (this.#hash[0] as number) + ((this.#hash[1] as number) & 0x1fffff) * 2 ** 32;
  }
}

const noPair = { instruction: "", input: "" };
const toStrong = (text: string) => toFilledKeyText("strong", text);
const toSkeleton = (text: string) => toKeyedText(text).skeleton;

function toPairKey(instruction: string, input: string, toText: (text: string) => string): string {
  return input === "" ? toText(instruction) : `${toText(instruction)}\u0000${toText(input)}`;
}

function toRowPairKey({ instruction, input, question }: RowPair, tier: "strong" | "skeleton"): string {
  return input === ""
    ? question[tier]
    : toPairKey(instruction, input, tier === "strong" ? toStrong : toSkeleton);
}

function file<Key>(table: Map<Key, number[]>, key: Key, value: number): void {
  const values = table.get(key);
  if (values === undefined) table.set(key, [value]);
  else values.push(value);
}

/** The first of some tiers in their order. */
export function toFirstTier(tiers: readonly KeyTier[]): KeyTier {
  return keyTiers.find((tier) => tiers.includes(tier)) ?? "raw";
}
