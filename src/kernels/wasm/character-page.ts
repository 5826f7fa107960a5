const alnumBit = 1 << 24;
const ideographOrKanaBit = 1 << 25;
const hostLowersBit = 1 << 26;

const alnum = /^[\p{L}\p{M}\p{N}]$/u;
const ideographOrKana = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
/** The one letter whose lower case depends on the letters around it. */
const capitalSigma = 0x3a3;

/** What this engine's Unicode says of 256 code points, a word each, as `assembly/host.ts` wants it. */
export function writeCharacterPage(page: number, words: Uint32Array, at: number): void {
  for (let index = 0; index < 256; index += 1) words[at + index] = toEntry(page * 256 + index);
}

function toEntry(code: number): number {
  const character = String.fromCodePoint(code);
  return (
    toLowerEntry(character, code) |
    (alnum.test(character) ? alnumBit : 0) |
    (ideographOrKana.test(character) ? ideographOrKanaBit : 0)
  );
}

function toLowerEntry(character: string, code: number): number {
  const lower = character.toLowerCase();
  if (lower === character) return code;
  const [first = code, ...more] = Array.from(lower, (letter) => letter.codePointAt(0) ?? code);
  return more.length > 0 || code === capitalSigma ? first | hostLowersBit : first;
}
