import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  byteForms,
  createRowKernels,
  keyScopes,
  type LineScanner,
  type RowKernels,
  rowFields,
  type ShingleOptions,
  shingleUnits,
} from "./index.ts";

const plain = createRowKernels({ prefer: "plain" });
const compiled = createRowKernels({ prefer: "wasm-simd" });
const encoder = new TextEncoder();
const fields = { instruction: "q", input: "in", output: "答" } as const;

test("the compiled kernels are what one gets", () => {
  expect(createRowKernels().kind).toBe("wasm-simd");
});

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
      { numRuns: 2000, seed: 7 },
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

describe("the compiled kernels give what their twins give", () => {
  function compareAll(texts: readonly [string, string, string], options: ShingleOptions) {
    for (const kernels of [plain, compiled]) kernels.setRow(...texts);
    expect(toAllHashes(compiled)).toEqual(toAllHashes(plain));
    expect(compiled.shingleRow(options)).toEqual(plain.shingleRow(options));
    expect(sign(compiled, options)).toEqual(sign(plain, options));
    const indexes = [plain, compiled].map((kernels) => kernels.createGramIndex(options));
    const [ofPlain, ofCompiled] = indexes.map((index) => [
      index.add(texts[2]),
      index.add(texts[0].slice(3)),
      ...rowFields.map((field) => index.findInRow(field)),
      index.findInText(texts[1] + texts[2]),
    ]);
    expect(ofCompiled).toEqual(ofPlain);
  }

  test("on any texts", () => {
    fc.assert(
      fc.property(anyText(), anyText(), anyText(), anyOptions(), (first, second, third, options) =>
        compareAll([first, second, third], options),
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  test("on each character of Unicode, alone and after a letter", () => {
    const characters: string[] = [];
    for (let code = 0; code < 0x110000; code += code < 0x10000 ? 1 : 61)
      characters.push(String.fromCodePoint(code));
    const text = characters.map((character) => `${character} a${character}b`).join(" ");
    for (const unit of shingleUnits) compareAll([text, "", ""], { unit, size: 1 });
  }, 60_000);

  test("on white space of every kind at every place of a block", () => {
    const spaces = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
      /\s/.test(one),
    );
    expect(spaces).toHaveLength(25);
    for (let length = 0; length < 36; length += 1) {
      const text = "x".repeat(length);
      const parts = spaces.map((space) => `${space}${text}${space}${space}y`);
      compareAll([parts.join(""), parts.join(" "), ` ${text}  ${text} \n`], { unit: "char", size: 2 });
    }
  });

  test("on tokens of every length and texts of many steps", () => {
    const words = Array.from(
      { length: 1200 },
      (_, at) => "Abcdefgh_9".repeat(7).slice(0, (at * 7) % 71) + (at % 91),
    );
    for (const unit of shingleUnits)
      for (const size of [1, 8, 895, 896, 1024, 2500, 20_000])
        compareAll([words.join(" "), words.slice(77).join("\n"), "模".repeat(2600)], { unit, size });
    compareAll(["x".repeat(300_000), "", `${"y".repeat(5000)} z`], { unit: "word", size: 1 });
  }, 60_000);
});

function anyText(): fc.Arbitrary<string> {
  return fc
    .array(
      fc.oneof(
        fc.string({ unit: "grapheme-ascii", maxLength: 30 }),
        fc.string({ unit: "binary", maxLength: 8 }),
        fc.stringMatching(/^[a-zA-Z0-9_ ,.]{0,80}$/),
        fc.constantFrom(
          " ",
          "  ",
          "\n\n",
          "\u3000",
          "\ufeff",
          "\u00a0",
          "模型",
          "ガ",
          "𠮷",
          "ΣΑΣ",
          "İI",
          "\ud800",
          "e\u0301",
        ),
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(""));
}

function anyOptions(): fc.Arbitrary<ShingleOptions> {
  return fc.record({ unit: fc.constantFrom(...shingleUnits), size: fc.integer({ min: 1, max: 12 }) });
}

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

function toAllHashes(kernels: RowKernels): string[] {
  return keyScopes.flatMap((scope) => byteForms.map((form) => toHash(kernels, scope, form).join(" ")));
}

function toHash(kernels: RowKernels, scope: (typeof keyScopes)[number], form: (typeof byteForms)[number]) {
  const into = new Uint32Array(4);
  kernels.hashRow(scope, form, into, 0);
  return into;
}

function sign(kernels: RowKernels, options: ShingleOptions) {
  const into = new Uint32Array(24);
  const count = kernels.createSigner({ ...options, permutations: 24, seed: 3 }).signRow(into, 0);
  return [count, ...into];
}
