import { describe, expect, test } from "vitest";
import type { Sample } from "../../src/model/index.ts";
import { examineSamples, toSample } from "./examine-samples.ts";
import { makeItems } from "./made-items.ts";
import { lookalikeKinds, makeLookalikes } from "./make-lookalikes.ts";
import { type ChatRecord, type PlantForm, plantForms, plantItem } from "./plant-items.ts";
import { toAnswerText, toQuestionText } from "./plantable-item.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** Items of one benchmark, and lookalikes; each seed makes others. */
const itemCount = 240;
const lookalikeCount = 600;
const seed = 20_261_120;

/** The least share of items that each form must be found in. What is translated is left to numbers and formulas alone. */
const leastRecall: Readonly<Record<PlantForm, number>> = {
  verbatim: 0.99,
  case: 0.97,
  "white-space": 0.97,
  latex: 0.9,
  options: 0.9,
  chat: 0.95,
  turns: 0.9,
  translated: 0.05,
};

function toChatSample({ messages }: ChatRecord): Sample {
  const asked = messages.find(({ role }) => role === "user")?.content ?? "";
  const said = messages.filter(({ role }) => role === "assistant").map(({ content }) => content);
  return toSample({ instruction: asked, output: said.join("\n"), turns: [...messages] });
}

function plant(form: PlantForm) {
  const items = makeItems(itemCount, createSeededRandom(seed));
  const random = createSeededRandom(seed + 1);
  const planted = items.flatMap((item, index) => {
    const record = plantItem(item, form, random);
    return record === undefined ? [] : [{ index, sample: toChatSample(record) }];
  });
  const samples = items.map((item) =>
    toSample({ instruction: toQuestionText(item), output: toAnswerText(item) }),
  );
  const found = examineSamples(
    [{ name: "made", samples }],
    planted.map(({ sample }) => sample),
  );
  const foundRows = new Set(found.matches.map(({ finding }) => finding.row));
  for (const { row } of found.pairs) foundRows.add(row);
  return { items, planted, foundRows };
}

describe("items that were planted into training rows", () => {
  test.each(plantForms)("are found: %s", (form) => {
    const { planted, foundRows } = plant(form);
    expect(planted.length).toBeGreaterThan(form === "options" || form === "latex" ? 10 : itemCount / 2);
    expect(foundRows.size / planted.length).toBeGreaterThanOrEqual(leastRecall[form]);
  });

  test("verbatim ones of under 13 words too", () => {
    const { items, planted, foundRows } = plant("verbatim");
    const short = planted.flatMap(({ index }, row) =>
      toQuestionText(items[index]!).trim().split(/\s+/).length < 13 ? [row] : [],
    );
    expect(short.length).toBeGreaterThan(20);
    expect(short.filter((row) => foundRows.has(row)).length / short.length).toBeGreaterThanOrEqual(0.99);
  });
});

test("rows that share public text, templates, quotes, identities or idioms with an item are not confirmed", () => {
  const lookalikes = makeLookalikes(lookalikeCount, createSeededRandom(seed + 2));
  expect(new Set(lookalikes.map(({ kind }) => kind)).size).toBe(lookalikeKinds.length);
  const samples = lookalikes.map(({ item }) => toSample({ instruction: item.question, output: item.answer }));
  const { matches } = examineSamples(
    [{ name: "made", samples }],
    lookalikes.map(({ row }) => toSample(row)),
  );
  const confirmed = new Set(
    matches.filter(({ verdict }) => verdict === "confirmed").map(({ finding }) => finding.row),
  );
  expect(confirmed.size / lookalikes.length).toBeLessThanOrEqual(0.01);
});
