import type { Sample } from "../../model/index.ts";
import { toJsonText } from "../adapters/index.ts";

/** What can be wrong with a row that can be read, and what it does to comparing rows. */
export const healthSigns = {
  "empty-instruction": "the instruction is empty",
  "empty-output": "the output is empty",
  "repeated-row": "an earlier row says the same but for white space",
  "control-characters": "a control character other than tab and line break",
  "replacement-character": "U+FFFD, where text was decoded wrongly and is lost",
  "wrong-decoding": "UTF-8 that was read as Latin-1 (Ã©, â€™)",
  "invisible-characters": "zero-width or direction characters",
  "lone-surrogate": "half of a character outside the basic plane",
  "carriage-returns": "line breaks with carriage returns",
  "outer-white-space": "white space at an end of the instruction",
  "not-composed": "characters that Unicode composes are in pieces (not NFC)",
  "very-long": "more than 100,000 characters",
} as const;
export type HealthSign = keyof typeof healthSigns;

const longText = 100_000;

const textSigns: readonly (readonly [HealthSign, (text: string) => boolean])[] = [
  ["control-characters", (text) => /[\p{Cc}]/u.test(text.replace(/[\t\n\r]/g, ""))],
  ["replacement-character", (text) => text.includes("\uFFFD")],
  ["wrong-decoding", (text) => /Ã[\u0080-\u00BF]|â€[\u0080-\u00BF™œ“˜]|Â[\u00A0-\u00BF]/.test(text)],
  ["invisible-characters", (text) => /[\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/.test(text)],
  ["lone-surrogate", (text) => !text.isWellFormed()],
  ["carriage-returns", (text) => text.includes("\r")],
  ["not-composed", (text) => text !== text.normalize("NFC")],
  ["very-long", (text) => text.length > longText],
];

/** A row by its position in the file, from 0. */
export interface RowPlace {
  readonly file: string;
  readonly row: number;
}

/** Rows of each sign, those that occur only, in the order of {@link healthSigns}. */
export interface HealthCount {
  readonly sign: HealthSign;
  readonly rows: number;
  readonly first: RowPlace;
}

/** Counts the signs of rows one after the other. Memory grows with the rows: it is for a look at some of them. */
export function createHealthCounter() {
  const counts = new Map<HealthSign, { rows: number; first: RowPlace }>();
  const seen = new Set<string>();
  return {
    add(sample: Sample, place: RowPlace): void {
      for (const sign of listSigns(sample, seen)) {
        const known = counts.get(sign);
        if (known === undefined) counts.set(sign, { rows: 1, first: place });
        else known.rows += 1;
      }
    },
    list(): readonly HealthCount[] {
      const signs = Object.keys(healthSigns) as HealthSign[];
      return signs.flatMap((sign) => {
        const count = counts.get(sign);
        return count === undefined ? [] : [{ sign, ...count }];
      });
    },
  };
}

function listSigns(sample: Sample, seen: Set<string>): readonly HealthSign[] {
  const { instruction, input, output } = sample;
  const signs: HealthSign[] = [];
  if (instruction.trim() === "") signs.push("empty-instruction");
  else if (instruction !== instruction.trim()) signs.push("outer-white-space");
  if (output.trim() === "") signs.push("empty-output");
  const key = toJsonText([instruction, input, output].map((text) => text.trim().replace(/\s+/g, " ")));
  if (seen.has(key)) signs.push("repeated-row");
  seen.add(key);
  const whole = [instruction, input, output].join("\n");
  for (const [sign, has] of textSigns) {
    if (has(whole)) signs.push(sign);
  }
  return signs;
}
