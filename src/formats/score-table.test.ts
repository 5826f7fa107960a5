import { expect, test } from "vitest";
import { parseScoreTable } from "./score-table.ts";

const parse = (text: string) => parseScoreTable({ name: "scores.csv", text });

test("CSV of any separator, JSON, and gaps as people write them", () => {
  const expected = {
    metrics: ["gsm8k", "speed"],
    rows: [
      { dataset: "x/a", scores: [61.5, null] },
      { dataset: "x/b", scores: [-2, 0.3] },
    ],
  };
  expect(parse("dataset,gsm8k,speed\nx/a,61.5,\nx/b,-2,0.3\n")).toEqual(expected);
  expect(parse("\ufeffgsm8k;Dataset;speed\r\n61.5;x/a;n/a\r\n-2;x/b;.3")).toEqual(expected);
  expect(parse("model\tgsm8k\tspeed\nx/a\t61.5\t–\n\nx/b\t-2\t3e-1\n")).toEqual(expected);
  const json = [
    { dataset: "x/a", gsm8k: 61.5 },
    { dataset: "x/b", gsm8k: -2, speed: 0.3 },
  ];
  expect(parse(JSON.stringify(json))).toEqual(expected);
});

test.each([
  ["dataset,a\nx/a,fast\n", 'line 2, "a": "fast" is no number'],
  ["dataset,a\nx/a,1,2\n", "line 2 has 3 cells under a header of 2"],
  ['dataset,a\n"x/a,1\n', "the quotes of line 2 do not match"],
  ["dataset,a,a\nx/a,1,2\n", 'names the column "a" twice'],
  ["dataset,a\n,1\n", 'line 2 has no dataset in the column "dataset"'],
  ["dataset\nx/a\n", "no column of a metric"],
  ["dataset,a\n", "no row of a dataset"],
  ["", "it has no column of a metric"],
  ["[1]", "no list of objects"],
  ["[{", "it is no JSON"],
  ['[{"dataset":"x/a","a":true}]', 'entry 1, "a": true is no number'],
  ["dataset,a\nx/a,Infinity\n", '"Infinity" is no number'],
])("%j is refused with what is wrong", (text, problem) => {
  expect(() => parse(text)).toThrow(problem);
});
