import { beforeAll, expect, test } from "vitest";
import { RowFilters } from "../plan/build-plan.ts";
import { createRowJudge, type Judgement } from "./judge-row.ts";

let judge: (instruction: string, output?: string, input?: string) => Judgement;
beforeAll(async () => {
  const judgeRow = await createRowJudge(
    RowFilters.parse({ questionLength: [10, 60], outputLength: [2, 20] }),
  );
  judge = (instruction, output = "an answer", input = "") => judgeRow({ instruction, input, output });
});

test("every reason, the first that holds", () => {
  expect(judge("What is the name of the longest river?")).toEqual({});
  expect(judge(" \n", "")).toEqual({ reason: "empty-question" });
  expect(judge("What is the name of it?", " ")).toEqual({ reason: "empty-output" });
  expect(judge("What is \u0008eta + 1 in this?")).toEqual({ reason: "control-characters", detail: "U+0008" });
  expect(judge("Tabs\tand\r\nline breaks are fine here")).toEqual({});
  expect(judge("Why?")).toEqual({ reason: "question-too-short", detail: "4" });
  expect(judge("Why?", "an answer", "because")).toEqual({ isUndetermined: true });
  expect(judge("w".repeat(61))).toEqual({ reason: "question-too-long", detail: "61" });
  expect(judge("What is the name of it?", "x")).toEqual({ reason: "output-too-short", detail: "1" });
  expect(judge("What is the name of it?", "x".repeat(21))).toEqual({
    reason: "output-too-long",
    detail: "21",
  });
  expect(judge("Wie heißt der längste Fluss auf der ganzen Erde?")).toEqual({
    reason: "language",
    detail: "de",
  });
});

test("a character outside the basic plane is one", () => {
  expect(judge("😀".repeat(9))).toEqual({ reason: "question-too-short", detail: "9" });
  expect(judge("😀".repeat(60))).toEqual({ isUndetermined: true });
});
