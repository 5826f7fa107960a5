import type { Sample } from "../../model/index.ts";
import { type DetectLanguage, openLanguageDetector } from "../language/language-detector.ts";
import type { RowFilters } from "../plan/build-plan.ts";

/** Why a row is not fit for the set (roots C4), in the order in which it is looked for: the first that holds stands. */
export const filterReasons = [
  "empty-question",
  "empty-output",
  "control-characters",
  "question-too-short",
  "question-too-long",
  "output-too-short",
  "output-too-long",
  "language",
] as const;
type FilterReason = (typeof filterReasons)[number];

export interface Judgement {
  /** Undefined for a row that stays. */
  readonly reason?: FilterReason;
  /** The length or the language that was found. */
  readonly detail?: string;
  /** Whether languages were asked about and the row's could not be told: such rows stay. */
  readonly isUndetermined?: boolean;
}

/** Control characters but tab, line feed and carriage return; also what broken escapes of formulas leave. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

const stays: Judgement = {};

/** @returns what judges one row after the other. */
export async function createRowJudge(
  filters: RowFilters,
): Promise<(sample: Pick<Sample, "instruction" | "input" | "output">) => Judgement> {
  const isAnyLanguage = filters.languages.length === 0;
  const detect: DetectLanguage = isAnyLanguage ? () => null : await openLanguageDetector();
  return ({ instruction, input, output }) => {
    const question = input === "" ? instruction : `${instruction}\n${input}`;
    const wrongText = judgeTexts({ question, output }, filters);
    if (wrongText !== undefined) return wrongText;
    const questionLength = countCharacters(instruction) + countCharacters(input);
    const wrongLength =
      judgeLength("question", questionLength, filters.questionLength) ??
      judgeLength("output", countCharacters(output), filters.outputLength);
    if (wrongLength !== undefined) return wrongLength;
    if (isAnyLanguage) return stays;
    const language = detect(question, output);
    if (language === null) return { isUndetermined: true };
    return filters.languages.includes(language) ? stays : { reason: "language", detail: language };
  };
}

interface Texts {
  readonly question: string;
  readonly output: string;
}

function judgeTexts({ question, output }: Texts, filters: RowFilters): Judgement | undefined {
  if (question.trim() === "") return { reason: "empty-question" };
  if (filters.emptyOutput === "drop" && output.trim() === "") return { reason: "empty-output" };
  if (filters.controlCharacters === "keep") return undefined;
  const found = controlCharacter.exec(question) ?? controlCharacter.exec(output);
  return found === null ? undefined : { reason: "control-characters", detail: toCodeText(found[0]) };
}

/** `U+000C`. */
function toCodeText(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function judgeLength(
  part: "question" | "output",
  length: number,
  [least, most]: readonly [number, number],
): Judgement | undefined {
  if (length >= least && length <= most) return undefined;
  return { reason: `${part}-too-${length < least ? "short" : "long"}`, detail: String(length) };
}

/** Code points. */
function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) count -= 1;
  }
  return count;
}
