export interface Sentence {
  readonly text: string;
  readonly asks: boolean;
}

/** Drawings and pictures are often lost in copies, and say nothing to compare. */
const drawing = /\[asy\][\s\S]*?\[\/asy\]|!\[[^\]]*\]\([^)]*\)|\\includegraphics(?:\[[^\]]*\])?\{[^}]*\}/g;

/** Ends of sentences, not those inside of a number, and line breaks. */
const sentenceEnd = /(?<=[.?!;:]["')\]$]*)\s+|(?<=[。？！；])|\n+/u;

const questionMark = /[?？؟]/u;

/**
 * Words by which a task is set, in the languages in which most training data is written. Without one, and without a question
 * mark, a sentence asks for nothing.
 */
const askingWords = new RegExp(
  [
    String.raw`\b(?:what|which|who|whom|whose|when|where|why|how|find|compute|calculate|determine|evaluate|simplify|solve`,
    "prove|show|express|estimate|derive|give|list|name|state|write|implement|return|complete|explain|describe|identify",
    "choose|select|convert|factor|expand|sketch|draw|design|create|construct|translate|summari[sz]e|classify|rewrite|answer",
    "fill|verify|check|count|suppose|decide|tell|predict|sort|compare|discuss|define",
    "cu[aá]l|cu[aá]ntos?|cu[aá]ntas?|qu[eé]|calcul[ae]r?|encuentr[ae]|halla|determin[ae]r?|demuestr[ae]|resuelv[ae]|escrib[ae]",
    "combien|quel(?:le)?s?|trouve[rz]?|montre[rz]?|d[ée]montre[rz]?|r[ée]sou(?:dre|ds)|d[ée]termine[rz]?",
    "wie|was|welche[rsnm]?|berechnen?|bestimmen?|finde[nt]?|zeigen?|beweisen?|l[öo]sen?",
    String.raw`quant[oie]|trov[ai]|quais|encontre|mostre)\b`,
  ].join("|"),
  "iu",
);
const askingSigns =
  /求|多少|什么|什麼|哪|何|证明|證明|计算|計算|解|写出|寫出|いくつ|なぜ|求め|найди|сколько|докажи|вычисли|чему|какой|какая|каков|реши|определи|몇|구하|무엇|얼마/iu;

/** The sentences and lines of a text without its drawings, in order, and which of them set a task. */
export function splitSentences(text: string): Sentence[] {
  return text
    .replace(drawing, " ")
    .split(sentenceEnd)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ text: part, asks: isAsking(part) }));
}

function isAsking(text: string): boolean {
  return questionMark.test(text) || askingWords.test(text) || askingSigns.test(text);
}
