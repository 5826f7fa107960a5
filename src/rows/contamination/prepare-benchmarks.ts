import type { Sample } from "../../model/index.ts";
import type { KeyTier } from "../keys/key-tier.ts";
import { type StatedAnswer, toStatedAnswer } from "./check-answer.ts";
import { toFilledKeyText } from "./filled-key-text.ts";
import { toItemText } from "./item-text.ts";
import type { ComparedItem } from "./match-text.ts";
import { Vocabulary } from "./vocabulary.ts";

/** The samples of one benchmark in the order of its rows; undefined for a row that the mapping does not fit. */
export interface BenchmarkSamples {
  readonly name: string;
  readonly samples: readonly (Sample | undefined)[];
}

/** One unique pair (instruction, input) of a benchmark, as it is: what contamination counts (roots R2). */
export interface BenchmarkEntry {
  readonly benchmark: number;
  /** The first row that has it, from 0. */
  readonly index: number;
  readonly id: string | null;
  readonly instruction: string;
  readonly input: string;
  /** Number of the key at each tier; entries of a benchmark that are alike at it share one. */
  readonly keys: Readonly<Record<KeyTier, number>>;
  /** The item whose text it is. */
  readonly item: number;
}

/** A text to be looked for: entries of a benchmark that are the same at `strong` are one item. */
export interface BenchmarkItem extends ComparedItem {
  readonly benchmark: number;
  readonly entries: readonly number[];
  readonly question: string;
  readonly answers: readonly StatedAnswer[];
  readonly isAnswered: boolean;
}

export interface PreparedBenchmarks {
  readonly names: readonly string[];
  readonly entries: readonly BenchmarkEntry[];
  readonly items: readonly BenchmarkItem[];
  readonly vocabulary: Vocabulary;
  /** Per benchmark how many unique keys it has at each tier. */
  readonly uniqueCounts: readonly Readonly<Record<KeyTier, number>>[];
}

/** The pair's key text at a tier. */
function toPairKeyText(tier: KeyTier, instruction: string, input: string): string {
  return JSON.stringify([toFilledKeyText(tier, instruction), toFilledKeyText(tier, input)]);
}

export function toQuestion({ instruction, input }: { instruction: string; input: string }): string {
  return input === "" ? instruction : `${instruction}\n${input}`;
}

/** Reads benchmarks into what rows are compared with; they stay in memory. */
export function prepareBenchmarks(benchmarks: readonly BenchmarkSamples[]): PreparedBenchmarks {
  const vocabulary = new Vocabulary();
  const entries: BenchmarkEntry[] = [];
  const items: BenchmarkItem[] = [];
  const uniqueCounts = benchmarks.map(({ samples }, benchmark) => {
    const numberer = createKeyNumberer();
    const drafts = createDrafts(items.length);
    for (const pair of listUniquePairs(samples)) {
      const { id, instruction, input } = pair.sample;
      const keys = numberer.number(instruction, input);
      const item = drafts.add(pair, entries.length);
      entries.push({ benchmark, index: pair.index, id, instruction, input, keys, item });
    }
    items.push(...drafts.list().map((draft) => toItem(draft, benchmark, vocabulary)));
    return numberer.count();
  });
  return { names: benchmarks.map(({ name }) => name), entries, items, vocabulary, uniqueCounts };
}

interface UniquePair {
  readonly index: number;
  readonly sample: Sample;
  /** All samples of the pair. */
  readonly samples: Sample[];
}

function listUniquePairs(samples: readonly (Sample | undefined)[]): UniquePair[] {
  const pairs = new Map<string, UniquePair>();
  for (const [index, sample] of samples.entries()) {
    if (sample === undefined) continue;
    const key = toPairKeyText("raw", sample.instruction, sample.input);
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, { index, sample, samples: [sample] });
    else known.samples.push(sample);
  }
  return [...pairs.values()];
}

type TierCounts = Record<KeyTier, number>;

function createKeyNumberer() {
  const numbers = mapTiers(() => new Map<string, number>());
  return {
    number: (instruction: string, input: string): TierCounts =>
      mapTiers((tier) => {
        const text = toPairKeyText(tier, instruction, input);
        const known = numbers[tier].get(text) ?? numbers[tier].size;
        numbers[tier].set(text, known);
        return known;
      }),
    count: (): TierCounts => mapTiers((tier) => numbers[tier].size),
  };
}

function mapTiers<Value>(toValue: (tier: KeyTier) => Value): Record<KeyTier, Value> {
  return {
    raw: toValue("raw"),
    trim: toValue("trim"),
    norm: toValue("norm"),
    strong: toValue("strong"),
    skeleton: toValue("skeleton"),
  };
}

interface ItemDraft {
  readonly number: number;
  readonly keyText: string;
  readonly question: string;
  readonly entries: number[];
  readonly samples: Sample[];
}

function createDrafts(firstNumber: number) {
  const drafts = new Map<string, ItemDraft>();
  return {
    /** @returns the number of the item that the pair belongs to. */
    add({ sample, samples }: UniquePair, entry: number): number {
      const question = toQuestion(sample);
      const keyText = toFilledKeyText("strong", question);
      const number = firstNumber + drafts.size;
      const draft = drafts.get(keyText) ?? { number, keyText, question, entries: [], samples: [] };
      drafts.set(keyText, draft);
      draft.entries.push(entry);
      draft.samples.push(...samples);
      return draft.number;
    },
    list: () => [...drafts.values()],
  };
}

function toItem(draft: ItemDraft, benchmark: number, vocabulary: Vocabulary): BenchmarkItem {
  const { question, keyText, entries } = draft;
  const text = toItemText(question);
  const answers = draft.samples.map((sample) => toStatedAnswer(sample, question));
  return {
    benchmark,
    entries,
    question,
    answers,
    isAnswered: answers.some(({ answer, output }) => answer !== "" || output !== ""),
    text,
    tokens: vocabulary.take(text.tokens),
    sizes: Uint8Array.from(text.tokens, (token) => Math.min(token.length, 255)),
    keyText,
    keyPlaces: findKeyPlaces(text.tokens, keyText),
  };
}

/** A token is looked for no further on than this: what lies between is what the key drops, or spells otherwise. */
const farthestPlace = 16;

/** Where each token begins in the key text, -1 for one that is spelt otherwise there. */
function findKeyPlaces(tokens: readonly string[], keyText: string): Int32Array {
  let at = 0;
  return Int32Array.from(tokens, (token) => {
    const place = keyText.indexOf(token, at);
    if (place < 0 || place > at + farthestPlace) return -1;
    at = place + token.length;
    return place;
  });
}
