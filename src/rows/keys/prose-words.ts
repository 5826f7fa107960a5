/** Short words of English prose. Other words of up to three letters may be products of variables. */
const shortWords = new Set(
  `a i am an as at be by do go he if in is it me my no of on or so to up us we all and any are ask but can did for get
  had has her him his how its let may men new nor not now off old one our out own per pre put say see set she six ten
  the too try two use via was way who why yes yet you non get got job buy day ago ate big box boy car cup dog end eat
  far few ft girl kg km cm mm lb mg ml bag bus cat cow egg hat hot ice ink key kid lot man map mom dad red row run sat
  sum ton top toy van win won mr ms dr`.split(/\s+/),
);
shortWords.delete("a");
shortWords.delete("i");

const letter = /[\p{L}\p{M}]/u;

/** Whether the character at a place is a letter of some script. */
export function isLetterAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code | 32) >= 97 && (code | 32) <= 122;
  return letter.test(text[at] ?? "");
}

/** The longest word that is looked at. */
const longestLook = 40;

/** Whether the letters that end before a place are a word of prose, rather than variables or a command. */
export function isProseBefore(text: string, end: number): boolean {
  let start = end;
  while (start > 0 && end - start < longestLook && isLetterAt(text, start - 1)) start -= 1;
  return text[start - 1] !== "\\" && isProse(text.slice(start, end));
}

/** Signs that stand for a word. */
const spelledSign = /\\(?:angle|triangle|bigtriangleup|vartriangle)(?![A-Za-z])|[△∠]/y;

/** The same of the letters that begin at a place. */
export function isProseAfter(text: string, start: number): boolean {
  spelledSign.lastIndex = start;
  if (spelledSign.test(text)) return true;
  let end = start;
  while (end - start < longestLook && isLetterAt(text, end)) end += 1;
  return isProse(text.slice(start, end));
}

/**
 * A word of four letters or more that is not all capitals, a short word of prose, or anything in a script without cases.
 * In doubt it is no word: then the sign beside it is kept, and texts stay apart.
 */
function isProse(word: string): boolean {
  if (word === "") return false;
  const small = word.toLowerCase();
  const isCaseless = small === word.toUpperCase();
  if (isCaseless) return true;
  const tail = word.slice(1);
  if (tail !== tail.toLowerCase()) return word.length >= 6 && /\p{Ll}{2}/u.test(word);
  return word.length >= 4 || shortWords.has(small);
}
