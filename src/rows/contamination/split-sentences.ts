export interface Sentence {
  readonly text: string;
  readonly asks: boolean;
}

/** Drawings and pictures: they are often lost in copies, and as code they say nothing to compare. */
export const drawing =
  /\[asy\][\s\S]*?\[\/asy\]|!\[[^\]]*\]\([^)]*\)|\\includegraphics(?:\[[^\]]*\])?\{[^}]*\}|<image>/;
const drawings = new RegExp(drawing, "g");
/** The name of who set a problem, as it stands at its end. */
const credit = /\[i\][^[\]]{0,80}(?:\[\/i\]\s*)?$/;

/** Ends of sentences, not those inside of a number, and line breaks. */
const sentenceEnd = /(?<=[.?!;:]["')\]$]*)\s+|(?<=[。？！；])|\n+|(?<=\$\$|\\\])\s*(?=\p{Lu})/u;

const questionMark = /[?？؟]/u;

/** Words that ask when a sentence begins with them, perhaps after a condition. */
const questionWords =
  "what|which|who|whom|whose|when|where|why|how|is|are|do|does|did|can|could|should|would|will|in which|in what|at what|for which|for what|by how|to what|on which|of which|with what";

/** Words that set a task when a sentence or a clause of it begins with them, in the languages of most training data. */
const taskWords = [
  "find|compute|calculate|determine|evaluate|simplify|solve|prove|show|express|estimate|derive|give|list|name|state|write",
  "implement|return|complete|explain|describe|identify|choose|select|convert|factor|expand|sketch|draw|design|create",
  "construct|translate|summari[sz]e|classify|rewrite|answer|fill|verify|check|count|decide|tell|predict|sort|compare",
  "discuss|define|compose|suggest|provide|generate|imagine|assume you|act as|help",
  "calcul[ae]r?|encuentr[ae]|hall[ae]|determin[ae]r?|demuestr[ae]|resuelv[ae]|escrib[ae]|cu[aá]l|cu[aá]nt[oa]s?",
  "combien|quel(?:le)?s?|trouve[rz]?|montre[rz]?|d[ée]montre[rz]?|r[ée]sou(?:dre|ds)|d[ée]termine[rz]?|calcule[rz]?",
  "wie viele?|welche[rsnm]?|berechnen?|bestimmen?|finde[nt]?|zeigen?|beweisen?|l[öo]se[nt]?",
  "quant[oie]|trov[ai]|quais|encontre|mostre",
].join("|");

const clauseStart = String.raw`(?:^|[,:;]\s+|\b(?:and|then|please|also|now|to)\s+)["'“(*\s]*`;
const opensQuestion = new RegExp(String.raw`^["'“(*\s]*(?:${questionWords})\b`, "iu");
const opensTask = new RegExp(String.raw`${clauseStart}(?:${taskWords})\b`, "iu");
/** After a formula or a bracket a capital begins a sentence. */
const opensTaskAfterFormula =
  /[$)\]}]\s*(?:Find|Determine|Compute|Calculate|Evaluate|Prove|Show|What|How|Solve|Which|Express|Simplify)\b/u;
const askingSigns =
  /求|多少|什么|什麼|哪|何|证明|證明|计算|計算|写出|寫出|いくつ|なぜ|求め|найди|сколько|докажи|вычисли|чему|какой|какая|каков|реши|определи|몇|구하|무엇|얼마/iu;

/** A gap to be filled: a line of underscores, or a statement that breaks off before what it states. */
const gap = /_{3,}|\\_{2,}|(?:\b(?:is|are|was|equals|be)|=)\s*[:$]*\s*(?:\.{3})?$/u;

/** A text without its drawings and credits. */
export function dropOrnaments(text: string): string {
  return text.includes("[") || text.includes("<image>")
    ? text.replace(drawings, " ").replace(credit, " ")
    : text;
}

/** The sentences and lines of a text without its ornaments, in order, and which of them set a task. */
export function splitSentences(text: string): Sentence[] {
  return dropOrnaments(text)
    .split(sentenceEnd)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ text: part, asks: isAsking(part) }));
}

function isAsking(text: string): boolean {
  return (
    questionMark.test(text) ||
    opensQuestion.test(text) ||
    opensTask.test(text) ||
    opensTaskAfterFormula.test(text) ||
    askingSigns.test(text) ||
    gap.test(text)
  );
}
