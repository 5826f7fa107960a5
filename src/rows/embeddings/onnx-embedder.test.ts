import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeToyModel } from "../../../test/support/toy-onnx-model.ts";
import { openOnnxEmbedder } from "./onnx-embedder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-model-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const words = ["east", "north", "up"];
const vectors = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

async function embed(texts: readonly string[], batchSize = 32): Promise<number[][]> {
  const embedder = await openOnnxEmbedder({ folder, batchSize });
  return (await embedder.embed(texts)).map((vector) =>
    [...vector].map((value) => Math.round(value * 1e6) / 1e6),
  );
}

describe("a local model", () => {
  test("averages the tokens of each text and leaves padding out", async () => {
    await writeToyModel(folder, { words, vectors });
    const half = Math.round(Math.SQRT1_2 * 1e6) / 1e6;
    const texts = ["East", "north up", "east east east north"];
    const expected = [
      [1, 0, 0],
      [0, half, half],
      [0.948683, 0.316228, 0],
    ];
    expect(await embed(texts)).toEqual(expected);
    expect(await embed(texts, 1)).toEqual(expected);
  });

  test("cuts a text at the model's longest input", async () => {
    await writeToyModel(folder, { words, vectors });
    expect(await embed(["east east east east up up up up"])).toEqual([[1, 0, 0]]);
  });

  test("a text of unknown words alone has no direction", async () => {
    await writeToyModel(folder, { words, vectors });
    expect(await embed(["west"])).toEqual([[0, 0, 0]]);
  });

  test("whose first token stands for the text takes it", async () => {
    await writeToyModel(folder, { words, vectors, pooling: { pooling_mode_cls_token: true } });
    expect(await embed(["east"])).toEqual([[0, 0, 0]]);
  });

  test.each([
    ["tokenizer.json", "{", "corrupt"],
    ["model.onnx", "no model", "not-found"],
  ])("with a broken %s is told", async (name, content, code) => {
    await writeToyModel(folder, { words, vectors });
    await writeFile(join(folder, name), content);
    await expect(openOnnxEmbedder({ folder })).rejects.toMatchObject({ code });
  });

  test("that is not there is told", async () => {
    await expect(openOnnxEmbedder({ folder: join(folder, "none") })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
