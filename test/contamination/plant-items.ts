import { toMadeUpLanguage } from "./made-up-language.ts";
import { optionStyles, type PlantableItem, toAnswerText, toQuestionText } from "./plantable-item.ts";
import { respellLatex } from "./respell-latex.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** The ways in which benchmark items hide in training data (spec/trust.md Q-02). */
export const plantForms = [
  "verbatim",
  "case",
  "white-space",
  "latex",
  "options",
  "chat",
  "turns",
  "translated",
] as const;
export type PlantForm = (typeof plantForms)[number];

/** A training row in the layout of chat data. */
export interface ChatRecord {
  readonly messages: readonly { readonly role: "system" | "user" | "assistant"; readonly content: string }[];
}

/** The item as a training row in that form; undefined for an item that the form leaves as it is. */
export function plantItem(
  item: PlantableItem,
  form: PlantForm,
  random: SeededRandom,
): ChatRecord | undefined {
  const question = toQuestionText(item);
  switch (form) {
    case "verbatim":
      return toRecord([question], toReply(item, random));
    case "case":
      return toRecord([changeCase(question, random)], toReply(item, random));
    case "white-space":
      return toRecord([changeSpace(question, random)], toReply(item, random));
    case "latex": {
      const respelt = respellLatex(question, random);
      return respelt === question ? undefined : toRecord([respelt], toReply(item, random));
    }
    case "options":
      return item.options.length === 0 ? undefined : shuffleOptions(item, random);
    case "chat":
      return embedInChat(question, item, random);
    case "turns":
      return splitOverTurns(question, item, random);
    case "translated":
      return translate(item, question, random);
  }
}

function toRecord(users: readonly string[], reply: string, between: readonly string[] = []): ChatRecord {
  const messages = users.flatMap((content, index) => [
    { role: "user" as const, content },
    ...(index < users.length - 1 && between.length > 0
      ? [{ role: "assistant" as const, content: between[index % between.length] ?? "" }]
      : []),
  ]);
  return { messages: [...messages, { role: "assistant", content: reply }] };
}

/** Half of the rows state the answer in a way that can be read, some as a number in prose, some not at all. */
function toReply(item: PlantableItem, random: SeededRandom, answer = toAnswerText(item)): string {
  return random.pick([
    `Let us go step by step. First we write down what is given, then we work it out. The answer is: ${answer}`,
    `We find \\boxed{${answer}}.`,
    `#### ${answer}`,
    `So in the end it comes to ${item.answer}, as was to be shown.`,
    "I would start by drawing a table of what is known, and look for what stays the same.",
  ]);
}

function changeCase(text: string, random: SeededRandom): string {
  const change = random.pick([
    (part: string) => part.toUpperCase(),
    (part: string) => part.toLowerCase(),
    (part: string) => part.replace(/\b\p{L}/gu, (letter) => letter.toUpperCase()),
  ]);
  return text
    .split(/(\$[^$]*\$)/)
    .map((part) => (part.startsWith("$") ? part : change(part)))
    .join("");
}

function changeSpace(text: string, random: SeededRandom): string {
  const spaces = random.pick([["  ", " ", "\n"], ["\n"], ["\t", " "], ["\u00a0", " "], [" \n ", " "]]);
  const edges = random.pick(["", " ", "\n", "\n\n"]);
  return edges + text.replace(/[^\S\n]+|\n+/g, () => random.pick(spaces)) + edges;
}

function shuffleOptions(item: PlantableItem, random: SeededRandom): ChatRecord {
  let options = random.shuffle(item.options);
  if (options.join() === item.options.join()) options = [...options.slice(1), ...options.slice(0, 1)];
  const shuffled = { ...item, options };
  const text = toQuestionText(shuffled, random.pick(optionStyles));
  return toRecord([text], toReply(shuffled, random));
}

const greetings = [
  "Hi! I am stuck with my homework and the class is tomorrow. Could you help me?\n\n",
  "You are a patient tutor. Answer the following question with full reasoning.\n\nQuestion: ",
  "Thanks for the last one, that was very clear. Next: ",
  "My friend sent me this and I cannot sleep before I know: ",
  "Please solve this problem. Show all your steps.\n### Problem\n",
  "Here's a quiz we did last week, I still do not get number 7.\n7) ",
];
const farewells = [
  "\n\nThank you in advance!",
  "\nLet's think step by step and output the final answer within \\boxed{}.",
  "\n\nI tried a table but got lost somewhere in the middle of it.",
  " Please explain it as if I were twelve.",
  "\n### Answer format\nOne short sentence.",
  "",
];
const earlier = [
  [
    "Can you recommend a good breakfast for a long hike?",
    "Porridge with nuts and an apple keeps you going for hours.",
  ],
  ["What does the word 'serendipity' mean?", "It means finding something good without having looked for it."],
  [
    "How do I undo my last commit?",
    "Use a soft reset to the commit before it, and your changes stay staged.",
  ],
] as const;

function embedInChat(question: string, item: PlantableItem, random: SeededRandom): ChatRecord {
  const [asked, told] = random.pick(earlier);
  const opening = random.chance(0.5)
    ? []
    : [
        { role: "user" as const, content: asked },
        { role: "assistant" as const, content: told },
      ];
  const content = random.pick(greetings) + question + random.pick(farewells);
  return {
    messages: [...opening, { role: "user", content }, { role: "assistant", content: toReply(item, random) }],
  };
}

function splitOverTurns(question: string, item: PlantableItem, random: SeededRandom): ChatRecord {
  const words = question.split(/(?<=\s)/);
  const marks = question.split(/(?<=[.?!。？，])/u).filter((part) => part.trim() !== "");
  const parts = words.length < 4 || (marks.length > 1 && random.chance(0.5)) ? marks : words;
  const cut = random.between(
    Math.max(1, Math.floor(parts.length / 4)),
    Math.max(1, Math.ceil((3 * parts.length) / 4)),
  );
  const halves = [parts.slice(0, cut).join(""), parts.slice(cut).join("")].filter(
    (part) => part.trim() !== "",
  );
  const isPlain = random.chance(0.4);
  const users = halves.map((half, index) => {
    if (isPlain) return half;
    return index === 0 ? `I will send you a question in parts. ${half}` : `Here is the rest: ${half}`;
  });
  return toRecord(
    users,
    toReply(item, random),
    isPlain ? ["Go on."] : ["Understood, please send the next part."],
  );
}

function translate(item: PlantableItem, question: string, random: SeededRandom): ChatRecord {
  const text = item.translation ?? toMadeUpLanguage(question, random);
  return toRecord([text], `${random.pick(["Resultado", "Antwort", "Ответ", "答案"])}: ${item.answer}`);
}
