import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";

function record(isTerminal: boolean) {
  const written: string[] = [];
  let time = 0;
  const stream = { isTerminal, columns: 60, write: (text: string) => void written.push(text) };
  const progress = createProgress(stream, () => time);
  const pass = (durationMs: number) => {
    time += durationMs;
  };
  return { written, progress, pass };
}

const eraseLine = "\r\u001b[2K";
const counts = { kind: "progress", done: 3, known: 12, requests: 40 } as const;

test("rewrites one line on a terminal, within its width, and clears it", () => {
  const { written, progress, pass } = record(true);
  progress.show(counts);
  progress.show({ kind: "reading", what: "x/too-soon-to-be-shown" });
  pass(200);
  progress.show({ kind: "waiting", host: "export.arxiv.org", reason: "rate-limit", waitMs: 2400 });
  progress.clear();
  expect(written).toHaveLength(3);
  expect(written[0]).toContain("3 of 12 datasets · 40 requests");
  expect(written[1]?.startsWith(`${eraseLine}3 of 12 datasets`)).toBe(true);
  expect(written[1]?.endsWith("rate-limit)")).toBe(true);
  expect((written[1] ?? "").length).toBeLessThanOrEqual(60 + eraseLine.length);
  expect(written[2]).toBe(eraseLine);
});

test("elsewhere writes a plain line now and then, with what it waits for", () => {
  const { written, progress, pass } = record(false);
  progress.show(counts);
  expect(written).toEqual([]);
  pass(6000);
  progress.show({ kind: "waiting", host: "hub", reason: "rate-limit", waitMs: 41_000 });
  progress.clear();
  expect(written).toEqual(["3 of 12 datasets · 40 requests · waiting for hub: 41 s (rate-limit)\n"]);
});

test("a name cannot steer the terminal", () => {
  const { written, progress } = record(true);
  progress.show({ kind: "reading", what: "x/\u001b[2J" });
  expect(written.join("").replaceAll(eraseLine, "")).not.toContain("\u001b");
});
