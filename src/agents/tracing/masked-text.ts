import type { TextRange } from "../extracting/passage.ts";
import type { Mention } from "./mention.ts";

/** Stands for the subject in masked text; every other mention is ▮. */
export const subjectMark = "◆";

/** The text of a range with mentions replaced by marks and addresses left out, so that cues are read on words alone. */
export function maskMentions(
  text: string,
  range: TextRange,
  mentions: readonly Mention[],
  subjects: readonly Mention[] = [],
): string {
  let masked = "";
  let at = range.start;
  for (const other of mentions) {
    if (other.end <= range.start || other.start >= range.end) continue;
    masked += text.slice(at, Math.max(at, other.start));
    masked += subjects.includes(other) ? subjectMark : "▮";
    at = Math.max(at, other.end);
  }
  return (masked + text.slice(at, Math.max(at, range.end)))
    .replace(/https?:\/\/\S+/g, " ")
    .replace(/\s+/g, " ");
}

const clauseBorder =
  /[;；。]| (?:but|while|whereas|however|although|though|and then) |\. |, (?:which|where|with which|whose) |, and (?:we|it|our|then|finally|the model)/gi;

/** The clause that ends at the mention. */
export function lastClause(before: string): string {
  let start = 0;
  for (const match of before.matchAll(clauseBorder)) start = match.index + match[0].length;
  return before.slice(start);
}

/** The clause that begins after the mention. */
export function firstClause(after: string): string {
  const match =
    /[;；。]| (?:but|while|whereas|however|although|though) |, (?:which|where|and (?:we|it|our|then)) /i.exec(
      after,
    );
  return match === null ? after : after.slice(0, match.index);
}
