import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRowKernels, type RowKernels } from "./index.ts";

const kinds: readonly RowKernels["kind"][] = ["plain", "wasm-simd"];
const fields = { instruction: "q", input: "in", output: "答" } as const;
const encoder = new TextEncoder();

describe.each(kinds)("%s scanner", (kind) => {
  const kernels = createRowKernels({ prefer: kind });

  function scan(bytes: Uint8Array, names: Parameters<RowKernels["openScanner"]>[0] = fields) {
    const scanner = kernels.openScanner(names);
    scanner.feed(bytes);
    const found: { kind: string; line: Uint8Array; texts: string[] }[] = [];
    for (let step = scanner.next(); step !== "end"; step = scanner.next()) {
      const texts = (["instruction", "input", "output"] as const).map((field) => kernels.fieldText(field));
      found.push({ kind: step, line: scanner.line().slice(), texts: step === "row" ? texts : [] });
    }
    expect(scanner.next()).toBe("end");
    return found;
  }
  const scanText = (text: string) => scan(encoder.encode(text));
  const kindOf = (text: string) => scanText(text).map((line) => line.kind);

  test("reads rows and leaves out what is not mapped", () => {
    const text = String.raw`{"q":"a\n\u00e9","x":[1,-2.5e+3,{"q":null}],"答":"😀\ud83d\ude00"}`;
    expect(
      scanText(`${text}\r\n\n \t\r\n{ }\n{"in" : "b"}`).map(({ kind, texts }) => [kind, ...texts]),
    ).toEqual([["row", "a\né", "", "😀😀"], ["blank"], ["blank"], ["row", "", "", ""], ["row", "", "b", ""]]);
  });

  test("gives each line without its break, and can be fed again", () => {
    const lines = scanText('{"q":"1"}\r\n!\n\r\n{"q":"2"}');
    expect(lines.map(({ line }) => new TextDecoder().decode(line))).toEqual([
      '{"q":"1"}',
      "!",
      "",
      '{"q":"2"}',
    ]);
    const scanner = kernels.openScanner(fields);
    expect(scanner.next()).toBe("end");
    scanner.feed(encoder.encode('{"q":"1"}\n{"q":"2"}\n'));
    expect(scanner.next()).toBe("row");
    scanner.feed(encoder.encode('{"q":"3"}'));
    expect([scanner.next(), kernels.fieldText("instruction"), scanner.next()]).toEqual(["row", "3", "end"]);
  });

  test("reads one field into two texts, and no field into an empty one", () => {
    const [line] = scan(encoder.encode('{"q":"a"}'), { instruction: "q", input: null, output: "q" });
    expect(line).toMatchObject({ kind: "row", texts: ["a", "", "a"] });
  });

  test("reads a field with the name of something that every object has", () => {
    const names = { instruction: "__proto__", input: "toString", output: "" };
    expect(scan(encoder.encode('{"__proto__":"a","":"b"}'), names)[0]?.texts).toEqual(["a", "", "b"]);
  });

  test.each([
    ["a value that is no text", '{"q":1}'],
    ["null", '{"q":null}'],
    ["an object for a text", '{"q":{"q":"a"}}'],
    ["a field that occurs twice", '{"q":"a","q":"b"}'],
    ["an escape in a name", '{"\\u0071":"a"}'],
    ["a byte order mark", '\ufeff{"q":"a"}'],
    ["an array", '["q"]'],
    ["a text", '"q"'],
    ["a comma too many", '{"q":"a",}'],
    ["a comma too few", '{"q":"a" "in":"b"}'],
    ["only a comma", "{,}"],
    ["no colon", '{"q" "a"}'],
    ["no quotes", '{q:"a"}'],
    ["no value", '{"x":}'],
    ["something after the object", '{"q":"a"} x'],
    ["two objects", '{"q":"a"}{"q":"a"}'],
    ["an end too early", '{"q":"a'],
    ["an escape at the end", '{"q":"a\\'],
    ["half an object", '{"q":"a"'],
    ["a control character", '{"q":"a\tb"}'],
    ["an unknown escape", '{"q":"\\x41"}'],
    ["a short unicode escape", '{"q":"\\u00e"}'],
    ["a unicode escape with another digit", '{"x":"\\u00g0"}'],
    ["a leading zero", '{"x":01}'],
    ["a plus sign", '{"x":+1}'],
    ["a bare point", '{"x":1.}'],
    ["no digit", '{"x":-}'],
    ["an empty exponent", '{"x":1e}'],
    ["NaN", '{"x":NaN}'],
    ["half a literal", '{"x":tru}'],
    ["a longer literal", '{"x":nullx}'],
    ["a form feed between", '{\f"q":"a"}'],
    ["a no-break space between", '{\u00a0"q":"a"}'],
    ["an open array", '{"x":[1,2}'],
    ["a comma at an array's end", '{"x":[1,]}'],
    ["brackets that cross", '{"x":[{]}}'],
    ["65 levels", `{"x":${"[".repeat(64)}${"]".repeat(64)}}`],
  ])("leaves %s to others", (_, text) => {
    expect(kindOf(text)).toEqual(["slow"]);
  });

  test.each([
    ["64 levels", `{"x":${"[".repeat(63)}${"]".repeat(63)}}`],
    ["a field of that name further in", '{"x":{"q":1,"q":2}}'],
    ["a name twice that is not mapped", '{"x":1,"x":2}'],
    ["an escape in a name further in", '{"x":{"\\u0071":1}}'],
    ["every kind of number", '{"x":[0,-0,1,10.25,1e5,1E-5,-1.5e+10,123456789012345678901234567890]}'],
    ["every literal", '{"x":[true,false,null,[],{},""]}'],
    ["every escape", '{"q":"\\"\\\\\\/\\b\\f\\n\\r\\t\\uABCD\\uabcd"}'],
    ["space of every kind everywhere", ' \t\r{ "q" \t: "a" , "x" : [ 1 , 2 ] }\r '],
  ])("reads %s", (_, text) => {
    expect(kindOf(text)).toEqual(["row"]);
    const parsed = JSON.parse(text);
    expect(scanText(text)[0]?.texts[0]).toBe(parsed.q ?? "");
  });

  test.each([
    ["a byte that begins nothing", [0xff]],
    ["a byte that only goes on", [0x80]],
    ["a sequence cut short", [0xe4, 0xbd]],
    ["an overlong form", [0xc0, 0xaf]],
    ["an overlong form of three", [0xe0, 0x80, 0xaf]],
    ["half a surrogate", [0xed, 0xa0, 0x80]],
    ["a number beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
  ])("leaves %s to others, in a text that is mapped or not", (_, broken) => {
    const around = (name: string) => [...encoder.encode(`{"${name}":"some text`), ...broken, 0x22, 0x7d];
    expect(scan(Uint8Array.from(around("q")))[0]?.kind).toBe("slow");
    expect(scan(Uint8Array.from(around("x")))[0]?.kind).toBe("slow");
  });

  test("makes a surrogate without its other half U+FFFD", () => {
    const text = String.raw`{"q":"\ud83d","in":"\ude00\ud83d","答":"a\ud83dA\ud83d\ud83d\ude00"}`;
    expect(scanText(text)[0]?.texts).toEqual(["\ufffd", "\ufffd\ufffd", "a\ufffdA\ufffd😀"]);
  });

  test("never gives a row other than JSON.parse", () => {
    fc.assert(
      fc.property(fc.array(jsonLines(), { minLength: 1, maxLength: 6 }), (lines) => {
        const bytes = joinLines(lines);
        const found = scan(bytes);
        const expected = splitLines(bytes);
        expect(found.map(({ line }) => [...line])).toEqual(expected.map((line) => [...line]));
        for (const [at, line] of expected.entries()) checkLine(found[at]!, line);
      }),
      { numRuns: 800, seed: 5 },
    );
  });

  test("reads every line that JSON.stringify writes of texts", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("q", "in", "答", "x", "y z"), anyText()), (record) => {
        const [line] = scanText(JSON.stringify(record));
        expect(line?.kind).toBe("row");
        expect(line?.texts).toEqual(
          ["q", "in", "答"].map((name) => (Object.hasOwn(record, name) ? record[name]! : "").toWellFormed()),
        );
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  function checkLine(found: { kind: string; texts: string[] }, line: Uint8Array) {
    if (found.kind === "blank") expect(new TextDecoder().decode(line)).toMatch(/^[ \t\r]*$/);
    if (found.kind !== "row") return;
    const parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line));
    const texts = Object.values(fields).map((name) => (Object.hasOwn(parsed, name) ? parsed[name] : ""));
    expect(found.texts).toEqual(texts.map((text: string) => text.toWellFormed()));
  }
});

function anyText() {
  return fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "grapheme-ascii", maxLength: 60 }),
    fc.constantFrom('\\"', "\\\\u0041", "\ud800", "\n\t\u0000", "模型".repeat(20)),
  );
}

/** Lines of JSON, most of them changed in a byte or two. */
function jsonLines(): fc.Arbitrary<Uint8Array> {
  const record = fc.dictionary(
    fc.constantFrom("q", "in", "答", "x"),
    fc.oneof({ weight: 3, arbitrary: anyText() }, fc.jsonValue({ maxDepth: 3 })),
  );
  const line = record.map((value) => encoder.encode(JSON.stringify(value)));
  const edit = fc.record({
    kind: fc.constantFrom("flip", "delete", "insert"),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(...encoder.encode('{}[]",:\\u0e-.\n\r t'))),
  });
  return fc.tuple(line, fc.array(edit, { maxLength: 2 })).map(([bytes, edits]) => {
    const changed = [...bytes];
    for (const { kind, at, byte } of edits) {
      const place = Math.floor(at * changed.length);
      if (kind === "flip") changed[place] = byte;
      else changed.splice(place, kind === "delete" ? 1 : 0, ...(kind === "insert" ? [byte] : []));
    }
    return Uint8Array.from(changed);
  });
}

function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(lines.flatMap((line) => [...line, 0x0a]));
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const line = bytes.subarray(at, end);
    lines.push(line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
    at = end + 1;
  }
  return lines;
}
