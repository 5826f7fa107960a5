import { toProse } from "./to-prose.ts";

/** The language of a row by its ISO 639-1 code; null where too little prose is left to tell. */
export type DetectLanguage = (question: string, output: string) => string | null;

/** Letters of prose that a language is told from; letters of other scripts than Latin say more each. */
const fewestLetters = 8;
const fewestLatin = 24;
/** An output, which is code more often, has to be longer than a question. */
const fewestLatinOfOutput = 40;
/** More of a text says nothing more. */
const mostCharacters = 2000;

/**
 * Opens the detector (eld with its medium table). A row's language is that of its question; where that is too short, or all
 * code and formulas, that of its output.
 */
export async function openLanguageDetector(): Promise<DetectLanguage> {
  const { eld } = await import("eld/medium");
  const detect = (text: string, fewest: number) => {
    const prose = toProse(text.slice(0, mostCharacters * 2)).slice(0, mostCharacters);
    return isEnough(prose, fewest) ? eld.detect(prose) : undefined;
  };
  return (question, output) => {
    const ofQuestion = detect(question, fewestLatin);
    if (ofQuestion !== undefined) return ofQuestion.language || null;
    const ofOutput = detect(output, fewestLatinOfOutput);
    return ofOutput?.isReliable() ? ofOutput.language : null;
  };
}

function isEnough(prose: string, fewest: number): boolean {
  const letters = prose.match(/\p{L}/gu)?.length ?? 0;
  if (letters >= fewest) return true;
  if (letters < fewestLetters) return false;
  const latin = prose.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 <= letters;
}
