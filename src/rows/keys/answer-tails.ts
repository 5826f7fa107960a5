/** A way in which questions end that says how to answer, and nothing of what is asked. */
export interface AnswerTail {
  readonly name: string;
  readonly example: string;
  /** Matches the tail and what follows it to the end of its sentence. */
  readonly pattern: RegExp;
}

const rest = String.raw`[^\n.?!]*(?:\.(?=\S)[^\n.?!]*)*`;
const boxed = String.raw`\\+boxed\s*\{`;

/** All known tails; a text is cut at every one that stands at its end. */
export const answerTails: readonly AnswerTail[] = [
  tail(
    "think",
    "Let's think step by step.",
    String.raw`let['’]?s (?:think|solve|work|reason)\b${rest}\bstep by step${rest}`,
  ),
  tail(
    "reason",
    "Please reason step by step, and put your final answer within \\boxed{}.",
    String.raw`(?:please )?(?:think|reason|solve|work|explain|answer)\b[^\n.?!]*\bstep[- ]by[- ]step${rest}`,
  ),
  tail(
    "put",
    "Put your final answer within \\boxed{}.",
    String.raw`(?:and |then |please |now )*(?:put|place|write|give|present|provide|output|return|enclose|box|wrap|state|show|include|make sure|be sure|remember|ensure)\b[^\n.?!]*(?:${boxed}|\bboxed\b)${rest}`,
  ),
  tail(
    "boxed",
    "The final answer should be in \\boxed{}.",
    String.raw`(?:the|your) (?:final )?answers? (?:should|must|needs|need|has|is)\b[^\n]*?${boxed}${rest}`,
  ),
  tail(
    "express",
    "Express your answer as a common fraction.",
    String.raw`(?:please )?(?:express|give|write|state|provide|present|report|leave|submit|enter|simplify) (?:your|the) (?:final |numerical |numeric )?(?:answers?|result|response|solution)\b(?! to\b| of\b| for\b)${rest}`,
  ),
  tail(
    "label",
    "The last line should be of the form Answer: $ANSWER.",
    String.raw`(?:the )?(?:last|final) line (?:of your (?:response|answer|solution) )?(?:should|must)\b${rest}`,
  ),
  tail(
    "remember",
    'Remember to put your answer on its own line after "Answer:".',
    String.raw`remember to (?:put|place|write|box|give)\b[^\n]*\banswer\b${rest}`,
  ),
  tail(
    "option",
    "Answer with the option's letter from the given choices directly.",
    String.raw`(?:please )?(?:answer|respond|reply) (?:with|by|using|only|directly)\b[^\n.?!]*\b(?:letters?|options?|choices?|alternatives?)\b${rest}`,
  ),
  tail(
    "select",
    "Select the correct option.",
    String.raw`(?:please )?(?:select|choose|pick|indicate|provide|give|return|output) (?:only |just )?(?:the |one |a )?(?:single |letters?|correct|right|best|most (?:likely|appropriate|suitable))\b[^\n.?!]*\b(?:letters?|options?|choices?|answers?|alternatives?)\b${rest}`,
  ),
  tail(
    "which-option",
    "Which of the following options is correct?",
    String.raw`which (?:one )?of the (?:following|above|given) (?:options?|choices?|answers?|alternatives?) (?:is|are) (?:the )?(?:correct|right|true|best)(?: answer)?\s*\??`,
  ),
  tail(
    "only",
    "Respond with only the final answer.",
    String.raw`(?:please )?(?:answer|respond|reply|output|return|provide|give|write|print)\b[^\n.?!]*\b(?:only|just|nothing but)\b[^\n.?!]*\b(?:answers?|number|value|result|integer)\b${rest}`,
  ),
  tail(
    "no-explanation",
    "Do not include any explanation.",
    String.raw`(?:do not|don['’]t) (?:include|give|provide|add|write|output)\b[^\n.?!]*\b(?:explanations?|reasoning|steps|units?|anything else)\b${rest}`,
  ),
  tail(
    "show",
    "Show your work.",
    `(?:please )?(?:show|explain|justify) (?:all )?(?:your|the) (?:work|working|steps|reasoning|answer|calculations?|solution)s?${rest}`,
  ),
];

function tail(name: string, example: string, pattern: string): AnswerTail {
  return {
    name,
    example,
    pattern: new RegExp(String.raw`(?<=^|[\s.?!:;,)}\]$"'”’])(?:${pattern})[\s.?!:$"'”’)\]*]*$`, "iu"),
  };
}

/** Words without which no tail is there: most texts need no closer look. */
const cue =
  /step[- ]by[- ]step|boxed|answers?\b|response|options?\b|choices?\b|letters?\b|explanation|reasoning|your work|your steps|your solution|final line|last line/i;
/** The longest stretch at the end of a text that is looked at. */
const longestTail = 600;

/** Cuts known tails off the end of a text, one after the other, but never the whole of it. */
export function stripAnswerTails(text: string): string {
  let kept = text;
  for (let cut = cutTail(kept); cut !== undefined; cut = cutTail(kept)) kept = cut;
  return kept;
}

function cutTail(text: string): string | undefined {
  const from = Math.max(0, text.length - longestTail);
  const end = text.slice(from);
  if (!cue.test(end)) return undefined;
  for (const { pattern } of answerTails) {
    const found = pattern.exec(end);
    if (found === null) continue;
    if (!beginsSentence(text, from + found.index)) continue;
    const kept = text.slice(0, from + found.index);
    return /[\p{L}\p{N}]/u.test(kept) ? kept : undefined;
  }
  return undefined;
}

/** A tail follows the end of a sentence, a line or a clause, or begins in capitals where that was left out. */
function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 8), at);
  return /^$|[.?!:;,)}\]$"'”’]\s*$|\n\s*$/.test(before) || /^\p{Lu}/u.test(text.slice(at, at + 2));
}
