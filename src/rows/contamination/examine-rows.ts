import type { RowKernels } from "../../kernels/index.ts";
import type { Sample } from "../../model/index.ts";
import type { Agreement } from "../answers/index.ts";
import type { KeyTier } from "../keys/key-tier.ts";
import type { AnchorMatch } from "./anchor-finder.ts";
import { checkAnswer, type StatedAnswer, toStatedAnswer } from "./check-answer.ts";
import { type EqualItem, EqualTexts, toKeyedText } from "./equal-texts.ts";
import { ItemFinder, type SearchedRow } from "./item-finder.ts";
import { matchText, type TextMatch } from "./match-text.ts";
import type { BenchmarkItem, PreparedBenchmarks } from "./prepare-benchmarks.ts";
import { RowText } from "./row-text.ts";
import type { MatchFeatures } from "./verdict.ts";

/** A row that has the pair of a benchmark entry. */
export interface PairFinding {
  readonly row: number;
  readonly entry: number;
  readonly tiers: readonly KeyTier[];
  readonly answer: Agreement;
  readonly source: string | null;
}

/** A row in which an item stands in another way; its verdict waits for what all rows have in common. */
export interface TextFinding {
  readonly row: number;
  readonly item: number;
  readonly method: MatchFeatures["method"];
  readonly tier: KeyTier | null;
  readonly equal: "question" | "turn" | null;
  readonly place: MatchFeatures["place"];
  /** Which of the item's tokens are found. */
  readonly isFound: Uint8Array;
  /** Tokens of the item that count, from its beginning. */
  readonly length: number;
  readonly containment: number;
  readonly inserted: number;
  readonly numbers: MatchFeatures["numbers"];
  readonly options: MatchFeatures["options"];
  readonly answer: Agreement;
  readonly source: string | null;
  /** The beginning of what stands there, for people to look at. */
  readonly excerpt: string;
}

/** A row as a scan shows it: the kernels' current row. */
export interface ExaminedRow {
  readonly number: number;
  sample(): Sample;
}

/** Less of an item than this in a row is no match whatever else they share. */
const leastContainment = 0.5;
/** With other numbers a text is the same only if all of its words and the answer are. */
const leastWithOtherNumbers = 0.85;
const excerptLength = 160;

/** Compares rows with benchmarks one after the other. */
export class RowExaminer {
  readonly pairs: PairFinding[] = [];
  readonly texts: TextFinding[] = [];
  readonly finder: ItemFinder;
  readonly #kernels: RowKernels;
  readonly #benchmarks: PreparedBenchmarks;
  readonly #equal: EqualTexts;
  readonly #isChat: boolean;

  /** @param isChat whether rows have turns, which only their samples show. */
  constructor(kernels: RowKernels, benchmarks: PreparedBenchmarks, isChat: boolean) {
    this.#kernels = kernels;
    this.#benchmarks = benchmarks;
    this.#equal = new EqualTexts(kernels, benchmarks);
    this.finder = new ItemFinder(kernels, benchmarks);
    this.#isChat = isChat;
  }

  /** Looks at the kernels' current row. */
  examine(row: ExaminedRow): void {
    const found = new RowFindings(row, this.#benchmarks);
    const fields = {
      instruction: this.#kernels.fieldText("instruction"),
      input: this.#kernels.fieldText("input"),
    };
    const turns = this.#isChat ? row.sample().turns : [];
    const searched = this.#toSearchedRow(fields, turns, row);
    const question = toKeyedText(
      fields.input === "" ? fields.instruction : `${fields.instruction}\n${fields.input}`,
    );
    for (const pair of this.#equal.findPairs({ ...fields, question })) found.addPair(pair.entry, pair.tiers);
    for (const equal of this.#equal.findItems(question)) found.addEqual(equal, "question", question.text);
    if (turns.length > 0) this.#findEqualTurns(searched, found);
    this.#findNear(searched, found);
    this.pairs.push(...found.pairs);
    this.texts.push(...found.texts);
  }

  #toSearchedRow(
    { instruction, input }: { instruction: string; input: string },
    turns: Sample["turns"],
    row: ExaminedRow,
  ): SearchedRow {
    const { vocabulary } = this.#benchmarks;
    if (turns.length === 0) {
      const prompt = new RowText("prompt", input === "" ? [instruction] : [instruction, input], vocabulary);
      const output = new RowText("output", [this.#kernels.fieldText("output")], vocabulary);
      const isPromptField = input === "" && prompt.comparable === instruction;
      return { prompt, output, isPromptField, isOutputField: true };
    }
    const { system } = row.sample();
    const isAsked = ({ role }: Sample["turns"][number]) => role !== "assistant";
    const asked = turns.filter(isAsked).map(({ content }) => content);
    const said = turns.filter((turn) => !isAsked(turn)).map(({ content }) => content);
    const hasSystem = system !== "" && !asked.includes(system);
    return {
      prompt: new RowText("prompt", hasSystem ? [system, ...asked] : asked, vocabulary),
      output: new RowText("output", said, vocabulary),
      isPromptField: false,
      isOutputField: false,
    };
  }

  #findEqualTurns({ prompt }: SearchedRow, found: RowFindings): void {
    for (const part of new Set([prompt.whole, ...prompt.parts])) {
      for (const equal of this.#equal.findItems(toKeyedText(part))) found.addEqual(equal, "turn", part);
    }
  }

  #findNear(searched: SearchedRow, found: RowFindings): void {
    const { inPrompt, inOutput, byAnchors } = this.finder.find(searched);
    for (const item of inPrompt) found.compare(item, searched.prompt);
    for (const item of inOutput) found.compare(item, searched.output);
    for (const match of byAnchors) found.addAnchors(match, searched.prompt);
  }
}

/** What one row has in common with benchmarks: for every item the best of its words, and its numbers by themselves. */
class RowFindings {
  readonly pairs: PairFinding[] = [];
  readonly #row: ExaminedRow;
  readonly #benchmarks: PreparedBenchmarks;
  readonly #texts = new Map<number, TextFinding>();
  readonly #byNumbers: TextFinding[] = [];
  /** Items whose pair the row has: nothing more is to be found about them. */
  readonly #equalItems = new Set<number>();
  #sample: Sample | undefined;
  #stated: StatedAnswer | undefined;

  constructor(row: ExaminedRow, benchmarks: PreparedBenchmarks) {
    this.#row = row;
    this.#benchmarks = benchmarks;
  }

  get texts(): TextFinding[] {
    return [...this.#texts.values(), ...this.#byNumbers].sort((one, other) => one.item - other.item);
  }

  addPair(entry: number, tiers: readonly KeyTier[]): void {
    const item = this.#benchmarks.entries[entry]?.item ?? 0;
    this.#equalItems.add(item);
    this.pairs.push({
      row: this.#row.number,
      entry,
      tiers,
      answer: this.#checkAnswer(this.#itemOf(item)),
      source: this.#source,
    });
  }

  addEqual({ item, tier }: EqualItem, equal: "question" | "turn", text: string): void {
    if (this.#equalItems.has(item) || this.#texts.has(item)) return;
    const { tokens } = this.#itemOf(item);
    this.#texts.set(item, {
      ...this.#describe(item, text),
      method: "key",
      tier,
      equal,
      place: "prompt",
      isFound: new Uint8Array(tokens.length).fill(1),
      length: tokens.length,
      containment: 1,
      inserted: 0,
      numbers: this.#itemOf(item).text.fixed.length === 0 ? "none" : "agree",
      options: this.#itemOf(item).text.choice === null ? "none" : "agree",
    });
  }

  compare(item: number, text: RowText): void {
    const known = this.#texts.get(item);
    if (this.#equalItems.has(item) || known?.tier != null) return;
    const match = matchText(this.#itemOf(item), text);
    if (!this.#isWorthKeeping(item, match) || (known?.containment ?? 0) >= match.containment) return;
    this.#texts.set(item, { ...this.#describe(item, text.whole), ...match, tier: null, equal: null });
  }

  addAnchors({ item, share }: AnchorMatch, prompt: RowText): void {
    if (this.#equalItems.has(item) || this.#texts.get(item)?.tier != null) return;
    const match = matchText(this.#itemOf(item), prompt);
    if (match.containment >= leastContainment && match.numbers === "differ") return;
    const described = this.#describe(item, prompt.whole);
    this.#byNumbers.push({
      ...described,
      ...match,
      containment: share,
      method: "numbers",
      tier: null,
      equal: null,
      numbers: "agree",
    });
  }

  #isWorthKeeping(item: number, { containment, numbers }: TextMatch): boolean {
    if (containment < leastContainment) return false;
    if (numbers !== "differ") return true;
    return containment >= leastWithOtherNumbers && this.#checkAnswer(this.#itemOf(item)) === "agree";
  }

  #describe(item: number, text: string): Pick<TextFinding, "row" | "item" | "answer" | "source" | "excerpt"> {
    const excerpt = text.slice(0, excerptLength).toWellFormed();
    return {
      row: this.#row.number,
      item,
      answer: this.#checkAnswer(this.#itemOf(item)),
      source: this.#source,
      excerpt,
    };
  }

  get #source(): string | null {
    return this.#rowSample.source;
  }

  get #rowSample(): Sample {
    this.#sample ??= this.#row.sample();
    return this.#sample;
  }

  #itemOf(item: number): BenchmarkItem {
    return this.#benchmarks.items[item] as BenchmarkItem;
  }

  #checkAnswer({ answers }: BenchmarkItem): Agreement {
    this.#stated ??= toRowAnswer(this.#rowSample);
    const row = this.#stated;
    const results = answers.map((answer) => checkAnswer(answer, row));
    if (results.includes("agree")) return "agree";
    return results.includes("differ") ? "differ" : "unknown";
  }
}

function toRowAnswer(sample: Sample): StatedAnswer {
  const asked = sample.turns.findLast(({ role }) => role === "user")?.content;
  return toStatedAnswer(
    sample,
    asked ?? (sample.input === "" ? sample.instruction : `${sample.instruction}\n${sample.input}`),
  );
}
