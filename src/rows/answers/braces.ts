const longestGroup = 4000;

/**
 * The index after the brace that closes the one at `open`; undefined when none does within {@link longestGroup} characters.
 * Escaped braces do not count.
 */
export function findClosingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < Math.min(text.length, open + longestGroup); index++) {
    const sign = text[index];
    if (sign === "\\") index += 1;
    else if (sign === "{") depth += 1;
    else if (sign === "}") {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}

/** The argument of a LaTeX command at `at`: a group without its braces, or a single sign. */
export function findArgument(
  text: string,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  let start = at;
  while (text[start] === " ") start += 1;
  if (text[start] !== "{") {
    const sign = /^(?:\\[a-zA-Z]+|\d|\S)/.exec(text.slice(start, start + 30))?.[0];
    return sign === undefined ? undefined : { text: sign, end: start + sign.length };
  }
  const end = findClosingBrace(text, start);
  return end === undefined ? undefined : { text: text.slice(start + 1, end - 1), end };
}
