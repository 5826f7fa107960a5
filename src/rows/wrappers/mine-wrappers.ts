import { type CommonStart, findCommonStarts } from "./common-starts.ts";
import { hasWrapper } from "./strip-wrappers.ts";
import { reach, type SampledText, TextSample } from "./text-sample.ts";
import { type FoundWrapper, toStripList, type Wrapper, type WrapperReport } from "./wrapper.ts";

export interface MiningOptions {
  /** Wrappers that fewer of the texts have are none. */
  readonly minShare?: number;
  /** Different texts that are looked at; of more rows a sample is taken. */
  readonly sampleSize?: number;
  readonly seed?: number;
}

export const miningDefaults = { minShare: 0.02, sampleSize: 20_000, seed: 1 } as const;

/** Below this many rows nothing is said to recur. */
const fewestTexts = 3;

export interface WrapperMiner {
  offer(instruction: string, system: string): void;
  /** What a worker hands on: it can be added to another miner of the same options. */
  keep(): { readonly rows: number; readonly texts: readonly SampledText[] };
  add(kept: { readonly rows: number; readonly texts: readonly SampledText[] }): void;
  report(name: string): WrapperReport;
}

/**
 * Finds the texts that stand before or after the question in many rows: beginnings and ends that recur, cut where a sentence
 * or a line ends, long enough or worded like an order about how to answer. The order of the rows and the number of workers
 * make no difference.
 */
export function createWrapperMiner(options: MiningOptions = {}): WrapperMiner {
  const { minShare, sampleSize, seed } = { ...miningDefaults, ...options };
  const sample = new TextSample({ size: sampleSize, seed });
  return {
    offer: (instruction, system) => sample.offer(instruction, system),
    keep: () => ({ rows: sample.rows, texts: sample.list() }),
    add: (kept) => sample.add(kept),
    report(name) {
      const texts = sample.list();
      return {
        name,
        rows: sample.rows,
        texts: texts.length,
        wrappers: [...findWrappers(texts, minShare)],
        systems: [...findSystems(texts, minShare)],
      };
    },
  };
}

/** The wrappers of some instructions, in the order in which they are to be stripped. */
export function mineWrappers(
  instructions: Iterable<string>,
  options: MiningOptions = {},
): readonly FoundWrapper[] {
  const miner = createWrapperMiner(options);
  for (const instruction of instructions) miner.offer(instruction, "");
  return miner.report("").wrappers;
}

function findWrappers(texts: readonly SampledText[], minShare: number): readonly FoundWrapper[] {
  const minTexts = Math.max(fewestTexts, Math.ceil(texts.length * minShare));
  const total = texts.length;
  const candidates = [
    ...findSide("prefix", { starts: texts.map(({ head }) => head).sort(), minTexts, total }),
    ...findSide("suffix", { starts: texts.map(toReversedEnd).sort(), minTexts, total }),
  ];
  return toStripList(candidates)
    .map((wrapper) => countTexts(wrapper, texts))
    .filter(({ texts: count }) => count >= minTexts);
}

function toReversedEnd({ head, tail }: SampledText): string {
  return reverse((tail === "" ? head : tail).slice(-reach));
}

function reverse(text: string): string {
  let reversed = "";
  for (let index = text.length - 1; index >= 0; index--) reversed += text[index];
  return reversed;
}

interface Side {
  /** Sorted; the ends of texts backwards. */
  readonly starts: readonly string[];
  readonly minTexts: number;
  readonly total: number;
}

function findSide(side: Wrapper["side"], { starts, minTexts, total }: Side): readonly Wrapper[] {
  const collect = (start: CommonStart, parent: string): readonly Wrapper[] => {
    const count = start.to - start.from;
    const members = starts.slice(start.from, start.to);
    const text =
      side === "prefix" ? cutPrefix(start.text) : cutSuffix(reverse(start.text), members, start.text.length);
    const isOwn =
      text.length > parent.length &&
      isWrapperText(toAddition(side, text, parent), { share: count / total, count });
    const inner = start.longer.flatMap((longer) => collect(longer, isOwn ? text : parent));
    const covered = inner.length === 0 ? 0 : countCovered(side, inner, members);
    return isOwn && members.length - covered >= minTexts ? [{ side, text }, ...inner] : inner;
  };
  return findCommonStarts(starts, minTexts).flatMap((start) => collect(start, ""));
}

/** What a wrapper has beyond a shorter one that is taken already. */
function toAddition(side: Wrapper["side"], text: string, parent: string): string {
  return (side === "prefix" ? text.slice(parent.length) : text.slice(0, text.length - parent.length)).trim();
}

function countCovered(
  side: Wrapper["side"],
  wrappers: readonly Wrapper[],
  members: readonly string[],
): number {
  const beginnings = wrappers.map(({ text }) => (side === "prefix" ? text : reverse(text)));
  return members.filter((member) => beginnings.some((beginning) => member.startsWith(beginning))).length;
}

/** Up to the last end of a sentence, a line or a mark: what follows may be how questions happen to begin. */
function cutPrefix(text: string): string {
  const end = [...text.matchAll(/[.!?:;>\]）】。：？！」”"'`)*](?=\s|$)|[:：>】。？！]|\n/g)].at(-1);
  return end === undefined ? "" : text.slice(0, end.index + end[0].length).trim();
}

/** From where a sentence or a line begins; at the very start only if what stands before ends a sentence in nearly all texts. */
function cutSuffix(text: string, reversedMembers: readonly string[], length: number): string {
  const ends = reversedMembers.filter((member) =>
    /^\s*(?:$|[.!?:;>\])}$"'”。？！：）*`…|])/.test(member.slice(length)),
  ).length;
  if (/^\s*\n/.test(text) || (/^(?:\s|[<[(\\*#\p{Lu}])/u.test(text) && ends >= reversedMembers.length * 0.5))
    return text.trim();
  const start = /(?:[.!?:;。？！：]["'”)\]$]*(?=\s)|[。？！]|\n)\s*(?=\S)/u.exec(text);
  return start === null ? "" : text.slice(start.index + start[0].length).trim();
}

/** Words of orders about how to answer. */
const orders: readonly RegExp[] = [
  /step[- ]by[- ]step/i,
  /\\boxed/,
  /\bfinal (?:answer|result)\b/i,
  /\byour (?:final )?(?:answer|response|solution|reasoning|output)\b/i,
  /\bplease\b/i,
  /\b(?:following|given) (?:\w+ )?(?:problem|question|task|instruction|passage)\b/i,
  /\byou are (?:an?|the)\b|\bassistant\b|\bconversation between\b/i,
  /\breason(?:ing)?\b|\blet(?:'|’| u)s think\b|\bthinking\b/i,
  /<\/?(?:think|answer)>|\bmarkdown\b|\bcode (?:block|snippet)\b|\blatex format\b/i,
  /\b(?:answer|respond|output|return|present|write|give|provide|choose|select|put)\b.{0,30}\b(?:answer|only|option|letter|format|response|line)\b/is,
  /\b(?:remember to|make sure|below is an?)\b/i,
  /\bwrite (?:a|the|your) (?:\w+ )?(?:program|code|solution|function)\b/i,
  /请|步骤|最终答案|一步一步/,
];
/** Marks of chats and forms: `Question:`, `<|User|>`. */
const marks =
  /<[|｜][^<>]{1,30}[|｜]>|<s>|\[\/?INST\]|^(?:q|question|problem|instruction|user|human|task|input|prompt|问题|题目)\s*[:：]$|^\**(?:a|answer|assistant|response|solution|output|答案|解)\**\s*[:：]$|^###/i;

/** The rarer a text is, the more it has to look like an order; questions of one family begin and end alike, too. */
function isWrapperText(
  text: string,
  { share, count }: { readonly share: number; readonly count: number },
): boolean {
  if (!/\p{L}/u.test(text)) return false;
  if (marks.test(text) && share >= 0.3) return true;
  const hits = orders.filter((order) => order.test(text)).length;
  if (hits === 1 && share < 0.5 && /\$[^$]*[\\+=^][^$]*\$/.test(text)) return false;
  if (hits >= 2 || (hits === 1 && (share >= 0.1 ? text.length >= 16 : text.length >= 60))) return true;
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (share >= 0.5) return text.length >= 24 && words >= 4;
  return text.length >= 200 && share >= 0.1 && count >= 20;
}

function countTexts(wrapper: Wrapper, texts: readonly SampledText[]): FoundWrapper {
  const { side } = wrapper;
  const count = texts.filter(({ head, tail }) =>
    hasWrapper(side === "prefix" || tail === "" ? head : tail, wrapper),
  ).length;
  return { ...wrapper, texts: count, share: count / Math.max(1, texts.length) };
}

const mostSystems = 20;

function findSystems(texts: readonly SampledText[], minShare: number): WrapperReport["systems"] {
  const counts = new Map<string, number>();
  for (const { system } of texts) {
    if (system !== "") counts.set(system, (counts.get(system) ?? 0) + 1);
  }
  const minTexts = Math.max(fewestTexts, Math.ceil(texts.length * minShare));
  return [...counts]
    .filter(([, count]) => count >= minTexts)
    .sort(([left, one], [right, other]) => other - one || (left < right ? -1 : 1))
    .slice(0, mostSystems)
    .map(([text, count]) => ({ text, texts: count, share: count / texts.length }));
}
