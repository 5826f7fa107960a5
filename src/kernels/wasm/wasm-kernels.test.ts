import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText, toAllHashes } from "../../../test/kernels/any-text.ts";
import { createRowKernels, type RowKernels, rowFields, type ShingleOptions, shingleUnits } from "../index.ts";

const plain = createRowKernels({ prefer: "plain" });
const compiled = createRowKernels({ prefer: "wasm-simd" });

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
    for (let code = 0; code < 0x110000; code += code < 0x10000 ? 1 : 251)
      characters.push(String.fromCodePoint(code));
    const text = characters.map((character) => `${character} a${character}b`).join(" ");
    for (const unit of shingleUnits) compareAll([text, "", ""], { unit, size: 1 });
  });

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
  });
});

function anyOptions(): fc.Arbitrary<ShingleOptions> {
  return fc.record({ unit: fc.constantFrom(...shingleUnits), size: fc.integer({ min: 1, max: 12 }) });
}

function sign(kernels: RowKernels, options: ShingleOptions) {
  const into = new Uint32Array(24);
  const count = kernels.createSigner({ ...options, permutations: 24, seed: 3 }).signRow(into, 0);
  return [count, ...into];
}
