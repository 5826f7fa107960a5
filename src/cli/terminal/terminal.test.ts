import { PassThrough } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { padToWidth, shortenToWidth, toDisplayWidth, wrapToWidth } from "./display-width.ts";
import { toSafeText } from "./safe-text.ts";
import { toScreen } from "./screen.ts";
import { toTextStream, writePieces } from "./streams.ts";

describe("toSafeText (S-09)", () => {
  test("writes out escape sequences, bidirectional and invisible characters", () => {
    expect(toSafeText("a\u001b[31mb")).toBe("a\\u{1b}[31mb");
    expect(toSafeText("x\u202egnp.exe\u2066")).toBe("x\\u{202e}gnp.exe\\u{2066}");
    expect(toSafeText("zero\u200bwidth\u009b2J\u{e0041}")).toBe("zero\\u{200b}width\\u{9b}2J\\u{e0041}");
  });

  test("keeps one line and ordinary text of any language", () => {
    expect(toSafeText("line\r\nbreak\tand 中文 é")).toBe("line break and 中文 é");
  });
});

describe("display width", () => {
  test("counts wide scripts twice and combining marks not at all", () => {
    expect(toDisplayWidth("中文")).toBe(4);
    expect(toDisplayWidth("e\u0301")).toBe(1);
    expect(padToWidth("中", 4)).toBe("中  ");
  });

  test("leaves out the middle, within the width", () => {
    expect(shortenToWidth("AI-MO/NuminaMath-CoT", 11)).toBe("AI-MO…h-CoT");
    expect(toDisplayWidth(shortenToWidth("数据集数据集数据集", 7))).toBeLessThanOrEqual(7);
    expect(shortenToWidth("short", 11)).toBe("short");
  });

  test("wraps between words, and inside a word that is too wide", () => {
    expect(wrapToWidth("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapToWidth("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  });
});

describe("toScreen", () => {
  const terminal = { isTerminal: true, terminalColumns: 100, env: {}, allowsColor: true };

  test("colours a terminal, unless NO_COLOR or --no-color", () => {
    expect(toScreen(terminal).colors.isColorSupported).toBe(true);
    expect(toScreen({ ...terminal, env: { NO_COLOR: "1" } }).colors.isColorSupported).toBe(false);
    expect(toScreen({ ...terminal, allowsColor: false }).colors.isColorSupported).toBe(false);
    expect(toScreen({ ...terminal, isTerminal: false }).colors.isColorSupported).toBe(false);
    expect(
      toScreen({ ...terminal, isTerminal: false, env: { FORCE_COLOR: "1" } }).colors.isColorSupported,
    ).toBe(true);
  });

  test("takes the width of COLUMNS, then of the terminal; a pipe has none", () => {
    expect(toScreen({ ...terminal, env: { COLUMNS: "60" } }).width).toBe(60);
    expect(toScreen(terminal).width).toBe(100);
    expect(toScreen({ ...terminal, isTerminal: false, terminalColumns: undefined }).width).toBeNull();
  });
});

describe("writePieces", () => {
  test("writes everything in order, small pieces together, never all at once", async () => {
    const pieces = Array.from({ length: 1_000 }, (_, index) => `${index} `.padEnd(400, "x"));
    const written: string[] = [];
    let waits = 0;
    const drain = async () => void waits++;
    await writePieces({ write: (text) => written.push(text), drain }, pieces);
    expect(written.join("")).toBe(pieces.join(""));
    expect(written.length).toBeLessThan(10);
    expect(Math.max(...written.map(({ length }) => length))).toBeLessThan(70_000);
    expect(waits).toBe(written.length - 1);
  });

  test("waits for a slow reader, and for none that has gone", async () => {
    const slow = new PassThrough({ highWaterMark: 1_000 });
    const writing = writePieces(toTextStream(slow), ["a".repeat(70_000), "b".repeat(70_000)]);
    await nextTurn();
    expect(slow.writableLength).toBe(70_000);
    slow.resume();
    await writing;
    const deserted = new PassThrough({ highWaterMark: 1_000 });
    const leaving = writePieces(toTextStream(deserted), ["a".repeat(70_000), "b".repeat(70_000)]);
    deserted.destroy(Object.assign(new Error("gone"), { code: "EPIPE" }));
    await leaving;
  });
});
