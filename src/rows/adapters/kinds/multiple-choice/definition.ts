import type { ColumnProfile } from "../../columns.ts";
import { toQuestion } from "../../flat-columns.ts";
import { findLabels } from "../../labels.ts";
import { askingKinds, type ColumnSet, type RowAdapter } from "../../row-adapter.ts";

const askingNames = [
  "question",
  "question stem",
  "query",
  "problem",
  "prompt",
  "instruction",
  "input",
  "ctx",
  "context",
  "sentence",
  "goal",
  "premise",
];
const answerNames = [
  "answer",
  "answer key",
  "answerkey",
  "correct answer",
  "answer index",
  "answer idx",
  "correct option",
  "correct",
  "cop",
  "label",
  "target",
  "gold",
  "output",
];
const optionColumns: readonly (readonly string[])[] = [
  ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
  ..."option choice ending sol ans op"
    .split(" ")
    .flatMap((stem) => [
      [..."abcdefgh"].map((letter) => `${stem} ${letter}`),
      [..."abcdefgh"].map((letter) => `${stem}${letter}`),
      [..."12345678"].map((digit) => `${stem} ${digit}`),
      [..."12345678"].map((digit) => `${stem}${digit}`),
      [..."01234567"].map((digit) => `${stem} ${digit}`),
      [..."01234567"].map((digit) => `${stem}${digit}`),
    ]),
];

export const multipleChoice: RowAdapter = {
  name: "multiple-choice",
  meaning: "a question with options to choose from",
  places:
    "question; choices or options (a list, texts by letter, columns A to D) as input; answer as letter or index",
  examples: [
    "cais/mmlu",
    "allenai/ai2_arc",
    "tau/commonsense_qa",
    "TIGER-Lab/MMLU-Pro",
    "openlifescienceai/medmcqa",
  ],
  findMapping: (columns) => {
    const asking = columns.find(askingNames, askingKinds);
    const options = findOptions(columns);
    if (asking === undefined || options === undefined) return undefined;
    const answer = columns.find(answerNames, ["text", "number"]);
    return {
      ...toQuestion(columns, asking, []),
      input: options.list,
      output: answer?.place ?? null,
      answer: answer === undefined ? null : toPickedPlace(options, answer),
      ...findLabels(columns),
    };
  },
};

interface Options {
  readonly list: string;
  /** Where their labels are, too. */
  readonly place: string;
  /** How many there are, where each is a column. */
  readonly count: number | undefined;
}

/** Numbers that reach the count of the options and never 0 begin at 1. */
function toPickedPlace({ place, count }: Options, { place: answer, texts }: ColumnProfile): string {
  const startsAtOne = count !== undefined && texts.includes(String(count)) && !texts.includes("0");
  return startsAtOne ? `pick(${place}, ${answer}, "1")` : `pick(${place}, ${answer})`;
}

function findOptions(columns: ColumnSet): Options | undefined {
  const column = columns.find(
    ["choices", "options", "endings", "question choices"],
    ["texts", "object", "list"],
  );
  if (column !== undefined) return { list: `list(${column.place})`, place: column.place, count: undefined };
  for (const names of optionColumns) {
    const found = names.map((name) => columns.find([name], ["text", "number"]));
    const end = found.indexOf(undefined);
    const places = found.slice(0, end === -1 ? undefined : end).flatMap((one) => one?.place ?? []);
    if (places.length < 2) continue;
    const list = `list(${places.join(", ")})`;
    return { list, place: list, count: places.length };
  }
  return undefined;
}
