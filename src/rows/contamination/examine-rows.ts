import type { RowKernels } from "../../kernels/index.ts";
import type { Sample } from "../../model/index.ts";
import type { BenchmarkIndex } from "./benchmark-index.ts";
import { toKeyedText } from "./equal-texts.ts";
import type { PairFinding, TextFinding } from "./finding.ts";
import type { SearchedRow } from "./item-finder.ts";
import { toQuestion } from "./prepare-benchmarks.ts";
import { type ExaminedRow, RowFindings } from "./row-findings.ts";
import { RowText } from "./row-text.ts";

interface RowFields {
  readonly instruction: string;
  readonly input: string;
}

/** Compares rows with benchmarks one after the other, and gathers what is found. */
export class RowExaminer {
  readonly pairs: PairFinding[] = [];
  readonly texts: TextFinding[] = [];
  /** Rows that have each 8-gram of the index. */
  readonly rowCounts: Uint32Array;
  /** Rows without a question. */
  emptyRows = 0;
  readonly #kernels: RowKernels;
  readonly #index: BenchmarkIndex;
  readonly #isChat: boolean;

  /** @param isChat whether rows have turns, which only their samples show. */
  constructor(kernels: RowKernels, index: BenchmarkIndex, isChat: boolean) {
    this.#kernels = kernels;
    this.#index = index;
    this.#isChat = isChat;
    this.rowCounts = new Uint32Array(index.finder.gramCount);
  }

  /** Looks at the kernels' current row. */
  examine(row: ExaminedRow): void {
    const { benchmarks, equal } = this.#index;
    const found = new RowFindings(row, benchmarks);
    const fields = {
      instruction: this.#kernels.fieldText("instruction"),
      input: this.#kernels.fieldText("input"),
    };
    if (fields.instruction === "" && fields.input === "") this.emptyRows += 1;
    const question = toKeyedText(toQuestion(fields));
    for (const pair of equal.findPairs({ ...fields, question })) found.addPair(pair.entry, pair.tiers);
    for (const item of equal.findItems(question)) found.addEqual(item, "question", question.text);
    const searched = this.#isChat ? this.#searchTurns(row.sample()) : this.#searchFields(fields);
    if (searched.isChat) this.#findEqualTurns(searched, found);
    this.#findNear(searched, found);
    this.pairs.push(...found.pairs);
    this.texts.push(...found.texts);
  }

  #searchFields({ instruction, input }: RowFields): SearchedRow {
    const { vocabulary } = this.#index.benchmarks;
    const prompt = new RowText(
      "prompt",
      () => (input === "" ? [instruction] : [instruction, input]),
      vocabulary,
    );
    const output = new RowText("output", () => [this.#kernels.fieldText("output")], vocabulary);
    const isPromptField = input === "" && prompt.comparable === instruction;
    return { prompt, output, isPromptField, isOutputField: true, isChat: false };
  }

  /** What is asked stands in all turns but those of the assistant, the prompt of the system included. */
  #searchTurns(sample: Sample): SearchedRow {
    const { turns, system } = sample;
    if (turns.length === 0) return this.#searchFields(sample);
    const { vocabulary } = this.#index.benchmarks;
    const isAsked = ({ role }: Sample["turns"][number]) => role !== "assistant";
    const asked = turns.filter(isAsked).map(({ content }) => content);
    const said = turns.filter((turn) => !isAsked(turn)).map(({ content }) => content);
    const prompts = system === "" || asked.includes(system) ? asked : [system, ...asked];
    return {
      prompt: new RowText("prompt", () => prompts, vocabulary),
      output: new RowText("output", () => said, vocabulary),
      isPromptField: false,
      isOutputField: false,
      isChat: true,
    };
  }

  #findEqualTurns({ prompt }: SearchedRow, found: RowFindings): void {
    for (const part of new Set([prompt.whole, ...prompt.parts])) {
      for (const item of this.#index.equal.findItems(toKeyedText(part))) found.addEqual(item, "turn", part);
    }
  }

  #findNear(searched: SearchedRow, found: RowFindings): void {
    const { inPrompt, inOutput, byAnchors } = this.#index.finder.find(searched, this.rowCounts);
    for (const item of inPrompt) found.compare(item, searched.prompt);
    for (const item of inOutput) found.compare(item, searched.output);
    for (const match of byAnchors) found.addAnchors(match, searched.prompt);
  }
}
