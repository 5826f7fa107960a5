import type { Sample } from "../../model/index.ts";
import { type Agreement, answersAgree, extractAnswer } from "../answers/index.ts";
import { toTokenText } from "./item-text.ts";
import { type ChoiceQuestion, findOptions } from "./split-options.ts";

/** What is answered, by a benchmark or by a row. */
export interface StatedAnswer {
  /** The final answer; empty where none can be told. */
  readonly answer: string;
  /** The whole of what is answered. */
  readonly output: string;
  /** The options that the letter of an answer points to. */
  readonly choice: ChoiceQuestion | undefined;
}

/** An answer in words as short as this is met by chance. */
const shortestPhrase = 6;
const letterAnswer = /^(?:option|choice|answer)?\s*[([]?\s*([A-La-l])\s*[)\].:]?$/i;
const letterBefore = /^[([]?\s*([A-L])\s*[)\].:]\s*(?=\S)/;

export function toStatedAnswer(sample: Sample, question: string): StatedAnswer {
  const output = toLastReply(sample);
  const answer = sample.answer === "" ? (extractAnswer(output)?.answer ?? "") : sample.answer;
  return { answer: extractAnswer(answer)?.answer ?? answer, output, choice: findOptions(question) };
}

/** The output, or for a conversation its last turn that is not the user's. */
function toLastReply({ output, turns }: Sample): string {
  return turns.findLast(({ role }) => role === "assistant")?.content ?? output;
}

/**
 * Whether a row answers what the benchmark does. Letters of options are compared by the texts they stand for, since options
 * change places; an answer in words agrees with a reply that holds it. Two texts that are no more than different are
 * `unknown`.
 */
export function checkAnswer(benchmark: StatedAnswer, row: StatedAnswer): Agreement {
  const stated = benchmark.answer === "" ? benchmark.output : benchmark.answer;
  if (stated.trim() === "") return "unknown";
  const [expected, given] = [toOptionText(benchmark), toOptionText(row)];
  const isMixed = (expected === undefined) !== (given === undefined);
  const agreement = answersAgree(expected ?? stated, given ?? row.answer);
  if (agreement === "agree" || (agreement === "differ" && !isMixed)) return agreement;
  return holdsPhrase(row.output, expected ?? stated) ? "agree" : "unknown";
}

/** The text of the option that an answer points to by its letter; undefined for an answer that is no letter of an option. */
function toOptionText({ answer, choice }: StatedAnswer): string | undefined {
  const letter = (letterAnswer.exec(answer.trim()) ?? letterBefore.exec(answer.trim()))?.[1]?.toUpperCase();
  return choice?.options.find(({ label }) => label === letter)?.text;
}

/** Whether a reply holds an answer in words; numbers are in too many replies to say anything. */
function holdsPhrase(output: string, answer: string): boolean {
  if (!/\p{L}{2}/u.test(answer)) return false;
  const phrase = toTokenText(answer);
  return phrase.length >= shortestPhrase && ` ${toTokenText(output)} `.includes(` ${phrase} `);
}
