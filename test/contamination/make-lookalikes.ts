import { codeIdioms, identities, publicTexts, quotes } from "./public-texts.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** What training data rightly shares with benchmarks. */
export const lookalikeKinds = [
  "public text",
  "answerless text",
  "template",
  "quote",
  "identity",
  "code idiom",
  "instruction",
] as const;
export type LookalikeKind = (typeof lookalikeKinds)[number];

/** A benchmark item, and a training row that shares text with it without holding it. */
export interface Lookalike {
  readonly kind: LookalikeKind;
  readonly item: { readonly question: string; readonly answer: string };
  readonly row: { readonly instruction: string; readonly input: string; readonly output: string };
}

export function makeLookalikes(count: number, random: SeededRandom): Lookalike[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = lookalikeKinds[index % lookalikeKinds.length] as LookalikeKind;
    return { kind, ...makers[kind](random) };
  });
}

type Pair = Omit<Lookalike, "kind">;

const makers: Readonly<Record<LookalikeKind, (random: SeededRandom) => Pair>> = {
  "public text": makePublicText,
  "answerless text": makeAnswerlessText,
  template: makeTemplate,
  quote: makeQuote,
  identity: makeIdentity,
  "code idiom": makeCodeIdiom,
  instruction: makeInstruction,
};

const tasks = [
  "Summarise the following text in one sentence.",
  "Put this passage into modern English.",
  "What is the mood of this text?",
  "Translate the text into French.",
  "Recite the text below from memory and say where it comes from.",
  "Count the commas in the passage.",
];
const passageQuestions = [
  [
    "According to the passage, which of the reasons given does the author consider the weightiest?",
    "the last one",
  ],
  ["How many separate clauses does the longest sentence of the passage have?", "7"],
  ["Which word of the passage is used twice in different senses?", "state"],
  ["What does the writer imply about those who came before?", "that they were bold"],
  ["In the passage, to whom or what does the second pronoun refer?", "the speaker"],
] as const;

/** A passage with a question on it, and a row about the passage that asks something else. */
function makePublicText(random: SeededRandom): Pair {
  const passage = random.pick(publicTexts);
  const [question, answer] = random.pick(passageQuestions);
  const row = random.chance(0.5)
    ? {
        instruction: random.pick(tasks),
        input: passage,
        output: "The text opens a well-known work and sets its tone.",
      }
    : {
        instruction: `${random.pick(tasks)}\n\n${passage}`,
        input: "",
        output: "It is solemn, with long breaths.",
      };
  return { item: { question: `${passage}\n\n${question}`, answer }, row };
}

/** An item that is nothing but a public text, and a row that quotes it. */
function makeAnswerlessText(random: SeededRandom): Pair {
  const passage = random.pick(publicTexts);
  const sentences = passage.split(/(?<=[.;:?!])\s+/);
  const from = random.between(0, Math.max(0, sentences.length - 2));
  const question = sentences.slice(from, from + random.between(1, 4)).join(" ");
  const place = random.between(0, 2);
  const row = [
    { instruction: random.pick(tasks), input: passage, output: "A solemn opening." },
    { instruction: `Where are these words from?\n${passage}`, input: "", output: "From a famous work." },
    { instruction: "Write out the opening of a famous text.", input: "", output: passage },
  ][place] as Pair["row"];
  return { item: { question, answer: "" }, row };
}

interface Blanks {
  readonly who: string;
  readonly ware: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const templates: readonly ((blanks: Blanks) => string)[] = [
  ({ who, ware, a, b }) =>
    `${who} has ${a} ${ware}. ${who} buys ${b} more ${ware} at the store and gives half of them to a friend. How many ${ware} does ${who} have now?`,
  ({ a, b, c }) => `If $${a}x + ${b} = ${c}$, what is the value of $x$?`,
  ({ a, b }) => `What is the greatest common divisor of ${a} and ${b}?`,
  ({ a, b, c }) =>
    `A rectangular prism has edges of lengths ${a}, ${b} and ${c} centimetres. What is its surface area in square centimetres?`,
  ({ who, a, b }) =>
    `${who} drives ${a} miles in ${b} hours. At the same speed, how long does it take to drive ${a * 3} miles?`,
  ({ a, b }) => `How many positive integers less than or equal to ${a * 10} are divisible by ${b}?`,
  ({ a, b, c }) => `Find the remainder when $${a}^{${b}}$ is divided by $${c}$.`,
  ({ ware, a, b, c }) =>
    `A box holds ${a} red, ${b} blue and ${c} green ${ware}. Two are drawn at random without replacement. What is the probability that both are red?`,
  ({ a, b, c }) =>
    `Let $f(x) = ${a}x^2 - ${b}x + ${c}$. Find the minimum value of $f(x)$ over all real numbers $x$.`,
  ({ who, ware, a, b, c }) =>
    `A shop sells ${ware} at $${a} each. With a discount of ${b}%, how much does ${who} pay for ${c} of them?`,
];
const templateNames = ["Anna", "Ben", "Carla", "David", "Emma", "Felix", "Greta"];
const templateWares = ["apples", "pencils", "stickers", "cookies", "marbles", "books", "coins"];

/** The same template with other numbers. */
function makeTemplate(random: SeededRandom): Pair {
  const template = random.pick(templates);
  const blanks = () => ({ a: random.between(12, 99), b: random.between(2, 60), c: random.between(3, 50) });
  const words = () => ({ who: random.pick(templateNames), ware: random.pick(templateWares) });
  const [own, shared] = [blanks(), words()];
  const others = { ...blanks(), ...(random.chance(0.5) ? words() : shared) };
  if (others.a === own.a) others.a += 1;
  if (others.b === own.b) others.b += 1;
  if (others.c === own.c) others.c += 1;
  return {
    item: { question: template({ ...own, ...shared }), answer: String(own.a * own.b - own.c) },
    row: {
      instruction: template({ ...shared, ...others }),
      input: "",
      output: `The answer is: ${others.a * others.b - others.c}`,
    },
  };
}

/** A question about a quotation, and a row that quotes it. */
function makeQuote(random: SeededRandom): Pair {
  const [quote, speaker] = random.pick(quotes);
  const question = random.pick([
    `Which historical figure is credited with the words "${quote}"?`,
    `"${quote}." In which decade were these words first spoken, and before what audience?`,
    `The sentence "${quote}" is best described as an example of which rhetorical device?`,
    `${quote}. What fallacy, if any, does this sentence contain?`,
  ]);
  const instruction = random.pick([
    `Write a short motivational post that begins with "${quote}".`,
    `Explain to a child what is meant by "${quote}".`,
    `Someone wrote "${quote}" on the wall of our office. Suggest a funny reply.`,
    `Give me five sayings like "${quote}".`,
  ]);
  const output = `People have long said "${quote}", and it still rings true; ${random.pick(["think of it tomorrow", "pin it to the door", "sleep on it"])}.`;
  return { item: { question, answer: speaker }, row: { instruction, input: "", output } };
}

/** A question that states an identity, and a row that uses it for something else. */
function makeIdentity(random: SeededRandom): Pair {
  const identity = random.pick(identities);
  const [a, b] = [random.between(3, 40), random.between(41, 90)];
  const question = random.pick([
    `Using the identity $${identity}$, find the exact value of the expression for the ${a}th case with parameter ${b}.`,
    `Prove that $${identity}$.`,
    `It is known that $${identity}$. For how many integers between ${a} and ${b} does equality hold trivially?`,
    `Let $${identity}$ be given. Determine the error made when the last term is left out and the rest is ${a}.`,
  ]);
  const instruction = random.pick([
    `Simplify the expression with $${identity}$, where the first quantity is ${b + 3} and the second is ${a + 2}.`,
    `Solve the following equation. Hint: $${identity}$.`,
    `Why is $${identity}$ so useful when one integrates? Give an example with ${a + b}.`,
  ]);
  const output = `Recall that $${identity}$. Substituting gives $${a * 7}$, and the rest follows.`;
  return { item: { question, answer: String(a + b) }, row: { instruction, input: "", output } };
}

/** A code task that begins like a thousand programs, and another one that does. */
function makeCodeIdiom(random: SeededRandom): Pair {
  const idiom = random.pick(codeIdioms);
  const [own, other] = random.shuffle([
    "rotate the matrix by ninety degrees and print its trace",
    "find the longest run of equal digits in the account number",
    "merge overlapping bookings and return the free hours of the day",
    "count how many islands vanish when the tide rises by one",
    "shorten every word to its first and last letter and the count between",
  ]) as [string, string];
  return {
    item: {
      question: `Complete the program so that it will ${own}.\n\n${idiom}\n    # your code here`,
      answer: "return result",
    },
    row: {
      instruction: `Write a program to ${other}.`,
      input: random.chance(0.5) ? idiom : "",
      output: `Here is the program:\n\n\`\`\`\n${idiom}\n    # ${other}\n    pass\n\`\`\``,
    },
  };
}

const instructions = [
  "Construct a complete truth table for the following pairs of propositions. Then, using the truth tables, determine whether the pairs of propositions are logically equivalent or contradictory. If neither, determine whether they are consistent or inconsistent.",
  "You will be given a definition of a task first, then some input of the task. Read the definition carefully and write only the output, with no explanation.",
  "The following are multiple choice questions with answers. Think about each of them carefully, and finish your reply with the letter of the choice that you find best.",
  "Read the following statements and decide for each whether it is true, false, or cannot be decided from what is given. Justify every decision in one sentence.",
];

/** The same long instruction over something else. */
function makeInstruction(random: SeededRandom): Pair {
  const instruction = random.pick(instructions);
  const letters = () => random.shuffle(["E", "F", "G", "H", "K", "M", "P", "Q"]);
  const formula = () => {
    const [p, q, r] = letters();
    return random.pick([
      `${p} ⊃ (${q} · ${r}) and ~${p} · ${q}`,
      `(${p} ∨ ~${q}) ≡ ${r} and ${q} ∨ (${p} ⊃ ${r})`,
      `~(${p} · ${q}) and ~${p} ∨ (~${q} ⊃ ${r})`,
    ]);
  };
  const [own, other] = [formula(), formula()];
  return {
    item: { question: `${instruction}\n\n${own}`, answer: "Contradictory" },
    row: {
      instruction: `${instruction}\n\n${own === other ? `${other} and R` : other}`,
      input: "",
      output: "They are consistent.",
    },
  };
}
