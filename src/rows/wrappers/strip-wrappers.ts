import type { Wrapper } from "./wrapper.ts";

/**
 * Takes wrappers off a text, the longest first, until none is left, with the white space where they were. A wrapper counts
 * only where a word does not go on into the text. A text without one stays as it is to the byte, and nothing is taken that
 * would leave nothing; so doing it again changes nothing.
 *
 * @param wrappers in the order of `toStripList`.
 */
export function stripWrappers(text: string, wrappers: readonly Wrapper[]): string {
  let bare = text;
  for (;;) {
    const next = stripOnce(bare, wrappers);
    if (next === undefined) return bare;
    bare = next;
  }
}

function stripOnce(text: string, wrappers: readonly Wrapper[]): string | undefined {
  const content = text.trim();
  for (const wrapper of wrappers) {
    if (!hasWrapper(content, wrapper)) continue;
    const { length } = wrapper.text;
    const rest =
      wrapper.side === "prefix" ? content.slice(length) : content.slice(0, content.length - length);
    if (rest.trim() === "") continue;
    return rest.trim();
  }
  return undefined;
}

/** @param content without white space at its ends. */
export function hasWrapper(content: string, { side, text }: Wrapper): boolean {
  if (side === "prefix") {
    return content.startsWith(text) && !isInsideWord(text.at(-1) ?? "", content.charAt(text.length));
  }
  return (
    content.endsWith(text) && !isInsideWord(content.charAt(content.length - text.length - 1), text.charAt(0))
  );
}

function isInsideWord(before: string, after: string): boolean {
  return (
    /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after) && !isIdeograph(before) && !isIdeograph(after)
  );
}

function isIdeograph(sign: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(sign);
}
