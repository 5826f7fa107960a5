import { z } from "zod";
import { StemmaError } from "../../model/index.ts";

/** A text that stands before or after the question in many rows of a dataset, without white space at its ends. Roots R4. */
export const Wrapper = z.strictObject({
  side: z.enum(["prefix", "suffix"]),
  text: z.string().regex(/^\S(?:.*\S)?$/s),
});
export type Wrapper = z.infer<typeof Wrapper>;

export const FoundWrapper = z.strictObject({
  ...Wrapper.shape,
  /** Texts of the sample that have it. */
  texts: z.int().min(1),
  share: z.number().min(0).max(1),
});
export type FoundWrapper = z.infer<typeof FoundWrapper>;

export const RecurringSystem = z.strictObject({
  text: z.string(),
  texts: z.int().min(1),
  share: z.number().min(0).max(1),
});

/** What was mined of one dataset. */
export const WrapperReport = z.strictObject({
  name: z.string(),
  /** Rows that were read. */
  rows: z.int().min(0),
  /** Different instructions that the shares are of: all of them, or a sample. */
  texts: z.int().min(0),
  wrappers: z.array(FoundWrapper),
  /** System turns that recur, the most frequent first. They are shown; keys do not contain them. */
  systems: z.array(RecurringSystem),
});
export type WrapperReport = z.infer<typeof WrapperReport>;

export const wrapperFileVersion = 1 as const;

/** The file of `--strip FILE`: only `side` and `text` of its wrappers are needed, so that it can be written by hand. */
const WrapperFile = z.object({
  version: z.literal(wrapperFileVersion),
  inputs: z.array(z.object({ name: z.string().default(""), wrappers: z.array(z.object(Wrapper.shape)) })),
});

/**
 * The wrappers of all inputs that a file names, each once, in the order in which they are tried.
 *
 * @throws StemmaError `usage` when it is no such file.
 */
export function parseWrapperFile(text: string, name: string): readonly Wrapper[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StemmaError("usage", `${name} is no JSON, so it holds no wrappers`, {
      cause: error,
      hint: fileHint,
    });
  }
  const parsed = WrapperFile.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join(".");
    throw new StemmaError(
      "usage",
      `${name} is no file of wrappers: ${place ? `${place}: ` : ""}${issue?.message}`,
      {
        hint: fileHint,
      },
    );
  }
  return toStripList(parsed.data.inputs.flatMap(({ wrappers }) => wrappers));
}

const fileHint =
  'write it with stemma rows wrappers --out FILE, or by hand: {"version": 1, "inputs": [{"wrappers": [{"side": "suffix", "text": "…"}]}]}';

/** Wrappers of several datasets as one list: each once, the longest first. */
export function toStripList(wrappers: readonly Wrapper[]): readonly Wrapper[] {
  const byKey = new Map(wrappers.map(({ side, text }) => [`${side}\n${text}`, { side, text }]));
  return [...byKey.values()].sort(
    (left, right) =>
      right.text.length - left.text.length ||
      compare(left.side, right.side) ||
      compare(left.text, right.text),
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
