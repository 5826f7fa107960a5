import { RandomNumbers } from "./random-numbers.ts";

/** Words as they stand inside a JSON string, drawn as often as real ones are (Zipf-Mandelbrot). */
export interface Vocabulary {
  readonly bytes: Uint8Array;
  /** Where word n begins and, at n + 1, ends. */
  readonly starts: Uint32Array;
  /** 2^18 places, each a word: as many places as the word is frequent. */
  readonly places: Uint32Array;
  /** What stands between two words: nothing in scripts that are written without spaces. */
  readonly hasSpaces: boolean;
}

export interface Vocabularies {
  readonly english: Vocabulary;
  readonly accented: Vocabulary;
  readonly cyrillic: Vocabulary;
  readonly han: Vocabulary;
  /** Accented words as writers that escape everything beyond ASCII put them. */
  readonly escaped: Vocabulary;
}

export const placeBits = 18;
const wordCount = 24_000;
const frequent =
  "the of and to a in is that for it as with be on by this are or an from at which not have was can if you your will " +
  "one all we their has each more when what there given find number value using its how than two use following into " +
  "must between any other write only first where so such time after answer problem let may should then these some " +
  "also many would explain sentence total word list text they function code example order line model data new make " +
  "people information different question set does result point input output string equation long cost left day";
const openings = [
  "Solve the following problem step by step and give the final answer",
  "Write a short story about",
  "Given a list of integers, return",
  "Explain in simple terms why",
  "You are a helpful assistant that answers in one sentence",
  "Below is an instruction that describes a task, write a response that appropriately completes the request",
  "Rewrite the following paragraph in the past tense",
  "What is the difference between",
];
const formulas = [
  "$x^2 + 3x - 4 = 0$",
  "$\\frac{1}{2}$",
  "\\sqrt{17}",
  "$\\angle ABC = 60^\\circ$",
  "\\boxed{42}",
  'print("hello")',
  '"yes"',
  "f(x) = 2x + 1",
  "https://example.org/a?b=1",
  "C:\\temp\\file.txt",
];
const syllables = {
  latin:
    "ba be bi bo ca ce co da de di do en er fa fi ga go ha in ing ion is la le li lo ma me mi mo na ne no ous ox pa pe " +
    "qua ra re ri ro sa se si so st ta te ter ti to tra un ur va ve vi",
  accented:
    "é è ê à ç ï ô û ü ö ä ß ñ á í ó ú å ø ré dé çon ção ñar über tät née être ló mí ção straß fü grö",
  cyrillic: "на по ка то ра не ко го ли но во та ре ни ла ло ст ов ть за ме де ри да ти ше мо ва пе жи щи ый",
};

export function createVocabularies(seed: number, isAscii: boolean): Vocabularies {
  const random = new RandomNumbers();
  random.restart(seed, 0x76, 0x6f);
  const latin = syllables.latin.split(" ");
  const accentedSyllables = [...latin, ...syllables.accented.split(" ")];
  const typographic = isAscii ? [] : ["don’t", "it’s", "“yes”", "–", "café", "≤", "π", "…"];
  const rare = [...openings, ...formulas, ...typographic];
  const accented = drawWords(random, accentedSyllables);
  return {
    english: toVocabulary([...frequent.split(" "), ...insertEvenly(drawWords(random, latin), rare)], true),
    accented: toVocabulary(accented, true),
    cyrillic: toVocabulary(drawWords(random, syllables.cyrillic.split(" ")), true),
    han: toVocabulary(drawHan(random), false),
    escaped: toVocabulary(accented, true, true),
  };
}

/** Frequent words are short: the first ones have one or two syllables, the last ones up to five; some are names or numbers. */
function drawWords(random: RandomNumbers, from: readonly string[]): string[] {
  const words = new Set<string>();
  while (words.size < wordCount) {
    const most = 2 + Math.floor((3 * words.size) / wordCount);
    let word = "";
    for (let left = 1 + random.nextBelow(most); left > 0; left--) word += from[random.nextBelow(from.length)];
    const kind = random.nextBelow(20);
    if (kind === 0) word = String(random.nextBelow(1000));
    if (kind === 1) word = word.charAt(0).toUpperCase() + word.slice(1);
    words.add(words.has(word) ? `${word}${from[random.nextBelow(from.length)]}` : word);
  }
  return [...words];
}

function drawHan(random: RandomNumbers): string[] {
  const words = new Set<string>();
  while (words.size < wordCount / 4) {
    let word = "";
    for (let left = 1 + random.nextBelow(3); left > 0; left--)
      word += String.fromCodePoint(0x4e00 + Math.floor(random.nextBelow(3000) ** 2 / 900));
    words.add(word);
  }
  return [...words];
}

/** The rare ones among the few hundred most frequent, so that they occur in many rows but in no row twice. */
function insertEvenly(words: readonly string[], rare: readonly string[]): string[] {
  const step = 11;
  return words.flatMap((word, place) => {
    const extra = place % step === 0 ? rare[place / step] : undefined;
    return extra === undefined ? [word] : [extra, word];
  });
}

function toVocabulary(words: readonly string[], hasSpaces: boolean, isEscaped = false): Vocabulary {
  const encoded = words.map((word) => Buffer.from(toJsonInside(word, isEscaped)));
  const starts = new Uint32Array(words.length + 1);
  for (const [place, bytes] of encoded.entries()) starts[place + 1] = (starts[place] ?? 0) + bytes.length;
  return { bytes: Buffer.concat(encoded), starts, places: toPlaces(words.length), hasSpaces };
}

function toJsonInside(word: string, isEscaped: boolean): string {
  const inside = JSON.stringify(word).slice(1, -1);
  if (!isEscaped) return inside;
  return inside.replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function toPlaces(words: number): Uint32Array {
  const places = new Uint32Array(2 ** placeBits);
  const weights = Array.from({ length: words }, (_, rank) => 1 / (rank + 2.7));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let word = 0;
  let until = ((weights[0] ?? 0) / total) * places.length;
  for (let place = 0; place < places.length; place++) {
    while (place >= until && word < words - 1) until += ((weights[++word] ?? 0) / total) * places.length;
    places[place] = word;
  }
  return places;
}
