import { describe, expect, it } from "vitest";
import type { Sample } from "../../model/index.ts";
import { createHealthCounter, healthSigns } from "./row-health.ts";

const toSample = (instruction: string, output = "yes"): Sample => ({
  instruction,
  input: "",
  output,
  system: "",
  turns: [],
  answer: "",
  source: null,
  split: null,
  id: null,
});

function listSigns(...samples: readonly Sample[]): readonly (readonly [string, number, number])[] {
  const counter = createHealthCounter();
  for (const [row, sample] of samples.entries()) counter.add(sample, { file: "a", row });
  return counter.list().map(({ sign, rows, first }) => [sign, rows, first.row]);
}

describe("createHealthCounter", () => {
  it.each<[string, Sample]>([
    ["empty-instruction", toSample(" \n")],
    ["empty-output", toSample("Why?", " ")],
    ["control-characters", toSample("a\u0000b")],
    ["control-characters", toSample("a\u0085b")],
    ["replacement-character", toSample("a\uFFFDb")],
    ["wrong-decoding", toSample("cafÃ©")],
    ["wrong-decoding", toSample("itâ€™s")],
    ["invisible-characters", toSample("a\u200Bb")],
    ["lone-surrogate", toSample("a\uD800b")],
    ["carriage-returns", toSample("a\r\nb")],
    ["outer-white-space", toSample("a ")],
    ["not-composed", toSample("e\u0301")],
    ["very-long", toSample("a".repeat(100_001))],
  ])("sees %s", (sign, sample) => {
    expect(listSigns(toSample("plain\ttext\nwith é, “quotes” and 数学"), sample)).toEqual([[sign, 1, 1]]);
  });

  it("counts rows, names the first, and calls a row repeated whatever its white space", () => {
    const rows = [toSample("a b", ""), toSample("c"), toSample("a  b", ""), toSample("a b"), toSample("c")];
    expect(listSigns(...rows)).toEqual([
      ["empty-output", 2, 0],
      ["repeated-row", 2, 2],
    ]);
    expect(listSigns(toSample("c"), toSample("d"))).toEqual([]);
    expect(Object.values(healthSigns).every((meaning) => meaning.length > 10)).toBe(true);
  });
});
