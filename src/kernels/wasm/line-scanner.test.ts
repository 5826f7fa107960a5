import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText, toAllHashes, toHash } from "../../../test/kernels/any-text.ts";
import { createRowKernels, type LineScanner, rowFields } from "../index.ts";

const plain = createRowKernels({ prefer: "plain" });
const compiled = createRowKernels({ prefer: "wasm-simd" });
const encoder = new TextEncoder();
const fields = { instruction: "q", input: "in", output: "答" } as const;

describe("the compiled scanner gives what its twin gives", () => {
  const scanners = [plain.openScanner(fields), compiled.openScanner(fields)] as const;

  function compareScans(bytes: Uint8Array) {
    for (const scanner of scanners) scanner.feed(bytes);
    for (;;) {
      const [ofPlain, ofCompiled] = scanners.map(describeStep);
      expect(ofCompiled).toEqual(ofPlain);
      if (ofPlain?.step === "end") return;
      expect(toAllHashes(compiled)).toEqual(toAllHashes(plain));
    }
  }

  function describeStep(scanner: LineScanner, at: number) {
    const step = scanner.next();
    const kernels = at === 0 ? plain : compiled;
    return {
      step,
      line: Buffer.from(scanner.line()),
      texts: rowFields.map((field) => kernels.fieldText(field)),
    };
  }

  test("on any bytes", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc
        .array(fc.constantFrom(...encoder.encode('{}[]":,\\u0qnde \n\r\t1-.é')), { maxLength: 40 })
        .map((list) => Uint8Array.from(list)),
    );
    fc.assert(fc.property(bytes, compareScans), { numRuns: 3000, seed: 7 });
  });

  test("on lines that are nearly right", () => {
    fc.assert(
      fc.property(fc.array(nearlyRightLine(), { maxLength: 5 }), (lines) =>
        compareScans(Uint8Array.from(lines.flatMap((line) => [...line, 0x0a]))),
      ),
      { numRuns: 1000, seed: 7 },
    );
  });

  test("on every sequence that could be UTF-8, at every place of a block", () => {
    const leads = [
      0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5,
      0xff,
    ];
    const seconds = [0x22, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
    const rest = [[], [0x80], [0x80, 0xbf], [0x41], [0x80, 0x41]];
    const lines: number[] = [];
    let shift = 0;
    for (const lead of leads)
      for (const second of seconds)
        for (const more of rest) {
          shift = (shift + 1) % 17;
          lines.push(...encoder.encode(`{"q":"${"x".repeat(shift)}`), lead, second, ...more);
          lines.push(...encoder.encode('tail \\n"}\n'));
        }
    compareScans(Uint8Array.from(lines));
  });

  test("on strings of every length with a quote, an escape or a control character at every place", () => {
    const lines: string[] = [];
    for (let length = 0; length < 70; length += 1)
      for (const special of ['"', '\\"', "\\n", "\\ud83d\\ude00", "\\udead", "\u0001", "\u007f", "é", "😀"]) {
        const text = "x".repeat(length);
        lines.push(
          `{"q":"${text}${special}","in":"${special}${text}"}`,
          `{"x":"${text}${special}","答":"${text}"}`,
        );
      }
    compareScans(encoder.encode(lines.join("\n")));
  });

  test("on a line of 50 MB, and on what follows it", () => {
    const line = Buffer.concat([
      Buffer.from('{"x":["'),
      Buffer.from("lorem ipsum é dolor\\\\ ".repeat(1_100_000)),
      Buffer.from('"],"q":"'),
      Buffer.from("sit \\u0061met 模型 \\n".repeat(1_200_000)),
      Buffer.from('"}\n{"q":"small"}\n'),
    ]);
    expect(line.length).toBeGreaterThan(50e6);
    for (const scanner of scanners) scanner.feed(line);
    expect(scanners.map((scanner) => scanner.next())).toEqual(["row", "row"]);
    expect(toHash(compiled, "triplet", "raw")).toEqual(toHash(plain, "triplet", "raw"));
    expect(compiled.fieldText("instruction").length).toBe(plain.fieldText("instruction").length);
    const end = line.indexOf(0x0a);
    expect(scanners.map((scanner) => scanner.line().length)).toEqual([end, end]);
    expect(scanners.map((scanner) => scanner.next())).toEqual(["row", "row"]);
    expect(compiled.fieldText("instruction")).toBe("small");
  });

  test("and tells when another scanner took its place", () => {
    const [first, second] = [compiled.openScanner(fields), compiled.openScanner(fields)];
    first.feed(encoder.encode('{"q":"a"}'));
    second.feed(encoder.encode('{"q":"b"}'));
    expect(() => first.next()).toThrow("Another scanner");
    expect([second.next(), compiled.fieldText("instruction")]).toEqual(["row", "b"]);
  });
});

function nearlyRightLine(): fc.Arbitrary<number[]> {
  const record = fc.dictionary(
    fc.constantFrom("q", "in", "答", "x"),
    fc.oneof({ weight: 3, arbitrary: anyText() }, fc.jsonValue({ maxDepth: 4 })),
  );
  const edit = fc.record({
    removed: fc.nat(1),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    added: fc.array(fc.oneof(fc.nat(255), fc.constantFrom(...encoder.encode('{}[]":,\\u0e1 \r\t'))), {
      maxLength: 2,
    }),
  });
  return fc.tuple(record, fc.array(edit, { maxLength: 2 })).map(([value, edits]) => {
    const bytes = [...encoder.encode(JSON.stringify(value))];
    for (const { removed, place, added } of edits)
      bytes.splice(Math.floor(place * bytes.length), removed, ...added);
    return bytes;
  });
}
