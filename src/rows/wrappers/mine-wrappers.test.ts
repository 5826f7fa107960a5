import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWrapperMiner, mineWrappers } from "./mine-wrappers.ts";
import { stripWrappers } from "./strip-wrappers.ts";
import { toStripList } from "./wrapper.ts";

const openings = [
  "What is the value of",
  "Find the",
  "Let $ABC$ be a triangle with side",
  "How many",
  "Tom has",
  "If $x$ and $y$ are numbers with sum",
  "A train goes",
  "Compute",
  "Suppose that $f$ is a function and",
  "In a town of",
];
const subjects = [
  "apples",
  "$x^2 + 1$",
  "positive integers",
  "a circle",
  "hours",
  "the roots",
  "a die",
  "pens",
];
const endings = ["?", ".", " in total?", " at most?", " Give it in metres.", "$?", " is even?", "\n"];

/** Questions that begin and end alike now and then, as real ones do. */
const questions = Array.from(
  { length: 400 },
  (_, n) =>
    `${openings[n % 10]} ${n * 7 + 3} ${subjects[(n * 3) % 8]} and ${n} of ${subjects[n % 7]}${endings[(n * 5) % 8]}`,
);
const wrap = (before: string, after: string) => questions.map((question) => before + question + after);

const dapoHead =
  "Solve the following math problem step by step. The last line of your response should be of the form Answer: $Answer " +
  "(without quotes) where $Answer is the answer to the problem.";
const dapoTail = 'Remember to put your answer on its own line after "Answer:".';
const r1Head =
  "A conversation between User and Assistant. The User asks a question, and the Assistant solves it. The Assistant first thinks " +
  "about the reasoning process in the mind and then provides the User with the answer. User:";

const found = (rows: readonly string[]) =>
  mineWrappers(rows).map(({ side, text, share }) => [side, text, Math.round(share * 100)]);

describe("mineWrappers", () => {
  it.each<[string, string, string, [string, string][]]>([
    [
      "a preamble and a reminder",
      `${dapoHead}\n\n`,
      `\n\n${dapoTail}`,
      [
        ["prefix", dapoHead],
        ["suffix", dapoTail],
      ],
    ],
    [
      "an order to think",
      "",
      " Let's think step by step and output the final answer within \\boxed{}.",
      [["suffix", "Let's think step by step and output the final answer within \\boxed{}."]],
    ],
    [
      "an order that follows without a line of its own",
      "",
      " Please reason step by step, and put your final answer within \\boxed{}",
      [["suffix", "Please reason step by step, and put your final answer within \\boxed{}"]],
    ],
    [
      "R1's frame",
      `${r1Head} `,
      "\nAssistant:\n<think>\n",
      [
        ["prefix", r1Head],
        ["suffix", "Assistant:\n<think>"],
      ],
    ],
    [
      "chat marks",
      "<｜User｜>",
      "<｜Assistant｜><think>\n",
      [
        ["suffix", "<｜Assistant｜><think>"],
        ["prefix", "<｜User｜>"],
      ],
    ],
    [
      "the name of a form",
      "Question: ",
      "\nAnswer:",
      [
        ["prefix", "Question:"],
        ["suffix", "Answer:"],
      ],
    ],
    [
      "another language",
      "请一步一步地解决下面的问题，并给出最终答案。",
      "",
      [["prefix", "请一步一步地解决下面的问题，并给出最终答案。"]],
    ],
  ])("finds %s", (_, before, after, wrappers) => {
    expect(found(wrap(before, after))).toEqual(wrappers.map(([side, text]) => [side, text, 100]));
  });

  it("finds none where questions only begin and end alike", () => {
    expect(found(questions)).toEqual([]);
    expect(found(questions.slice(0, 12))).toEqual([]);
    expect(found([])).toEqual([]);
    expect(
      found(Array.from({ length: 50 }, () => "Please answer the question. It is always the same.")),
    ).toEqual([]);
  });

  it("finds several templates with the share of each, and white space before them that varies", () => {
    const tail = "Present the answer in LaTex format: \\boxed{Your answer}";
    const rows = questions.map((question, n) => {
      if (n % 10 < 4) return `${question}\n\n${tail}`;
      if (n % 10 < 5) return `${question} ${tail}`;
      if (n % 10 < 8) return `You are a helpful assistant. Answer with a number only: ${question}`;
      return question;
    });
    expect(found(rows)).toEqual([
      ["prefix", "You are a helpful assistant. Answer with a number only:", 30],
      ["suffix", tail, 50],
    ]);
  });

  it("tells templates apart that begin alike", () => {
    const head = "Solve the following problem.";
    const [asFraction, only] = [
      "Write your final answer as a fraction.",
      "Give your answer only, without reasoning.",
    ];
    const rows = questions.map((question, n) => `${head} ${n % 2 === 0 ? asFraction : only}\n${question}`);
    expect(found(rows)).toEqual([
      ["prefix", `${head} ${only}`, 50],
      ["prefix", `${head} ${asFraction}`, 50],
    ]);
  });

  it("bears a few rows that lack it", () => {
    const rows = wrap(`${dapoHead}\n`, "").map((text, n) => (n % 40 === 0 ? (questions[n] ?? "") : text));
    expect(mineWrappers(rows)).toEqual([{ side: "prefix", text: dapoHead, texts: 390, share: 0.975 }]);
  });

  it("gives the same for any order of rows and any number of workers", () => {
    const rows = [...wrap(`${dapoHead}\n`, ""), ...wrap("", `\n${dapoTail}`), ...questions];
    const options = { sampleSize: 300, seed: 5 };
    const mineAt = (parts: readonly (readonly string[])[]) => {
      const whole = createWrapperMiner(options);
      for (const part of parts) {
        const worker = createWrapperMiner(options);
        for (const text of part) worker.offer(text, "");
        whole.add(structuredClone(worker.keep()));
      }
      return whole.report("x");
    };
    const once = mineAt([rows]);
    expect(once).toMatchObject({ rows: 1200, texts: 300 });
    expect(once.wrappers.map(({ text }) => text)).toEqual([dapoHead, dapoTail]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rows, { minLength: rows.length }),
        fc.integer({ min: 1, max: 7 }),
        (shuffled, count) => {
          const parts = Array.from({ length: count }, (_, part) =>
            shuffled.filter((__, n) => n % count === part),
          );
          expect(mineAt(parts)).toEqual(once);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("shows system turns that recur", () => {
    const miner = createWrapperMiner();
    for (const [n, text] of questions.entries())
      miner.offer(text, n % 4 === 0 ? `Only ${n}` : "You are a tutor.");
    expect(miner.report("x").systems).toEqual([{ text: "You are a tutor.", texts: 300, share: 0.75 }]);
  });
});

describe("stripWrappers", () => {
  it("gives the questions back that were wrapped", () => {
    for (const [before, after] of [
      [`${dapoHead}\n\n`, `\n\n${dapoTail}`],
      [`${r1Head} `, "\nAssistant:\n<think>\n"],
      ["", " Please reason step by step, and put your final answer within \\boxed{}"],
      ["Question: ", "\nAnswer:"],
    ] as const) {
      const rows = wrap(before, after);
      const wrappers = mineWrappers(rows);
      expect(rows.map((text) => stripWrappers(text, wrappers))).toEqual(questions.map((text) => text.trim()));
    }
  });

  const wrappers = toStripList([
    { side: "prefix", text: "Q:" },
    { side: "prefix", text: "Think" },
    { side: "suffix", text: "Answer:" },
    { side: "suffix", text: "step" },
  ]);

  it.each([
    ["Q: why?", "why?"],
    ["Q: Q: why?\nAnswer:", "why?"],
    ["  why?\n", "  why?\n"],
    ["Thinking helps", "Thinking helps"],
    ["two footstep", "two footstep"],
    ["one step", "one"],
    ["Q:", "Q:"],
    [" Q: Answer: ", "Q:"],
    ["", ""],
  ])("makes %j %j", (text, bare) => {
    expect(stripWrappers(text, wrappers)).toBe(bare);
  });

  it("changes nothing when done again, empties nothing and leaves the unwrapped alone", () => {
    const part = fc.constantFrom("Q:", "Think", "Answer:", "step", " ", "\n", "a", "why?");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        const bare = stripWrappers(text, wrappers);
        expect(stripWrappers(bare, wrappers)).toBe(bare);
        expect(bare.trim() === "").toBe(text.trim() === "");
        if (bare !== text) expect(text).toContain(bare);
      }),
      { numRuns: 2000 },
    );
  });
});
