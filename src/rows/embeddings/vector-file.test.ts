import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toFloats } from "./number-layout.ts";
import { openVectorFile } from "./vector-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-vectors-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const numbers = [1, 2, 3, -4, 0.5, 6];

function toNumpy(
  shape: string,
  { descr = "<f4", order = "False", data = bytesOf(new Float32Array(numbers)) } = {},
): Buffer {
  const header = `${`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117)}\n`;
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return Buffer.concat([head, Buffer.from(header, "latin1"), data]);
}

function toSafetensors(tensors: Record<string, unknown>, data: Uint8Array): Buffer {
  const header = Buffer.from(JSON.stringify(tensors));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, data]);
}

function bytesOf(array: Float32Array | Float64Array | Uint16Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

async function read(name: string, content: string | Uint8Array, count = 10): Promise<number[][]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const reader = (await openVectorFile(path, folder)).openReader();
  return (await reader.take(count)).map((vector) => [...vector]);
}

describe("vectors of a file", () => {
  const rows = [
    [1, 2, 3],
    [-4, 0.5, 6],
  ];
  test.each([
    ["v.npy", toNumpy("(2, 3)")],
    ["v.npy", toNumpy("(2, 3)", { descr: "<f8", data: bytesOf(new Float64Array(numbers)) })],
    [
      "v.safetensors",
      toSafetensors(
        { __metadata__: { a: "b" }, x: { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] } },
        bytesOf(new Float32Array(numbers)),
      ),
    ],
    ["v.jsonl", rows.map((embedding, id) => JSON.stringify({ id, embedding })).join("\n")],
  ])("%s", async (name, content) => {
    expect(await read(name, content)).toEqual(rows);
  });

  test("are read in steps, and from the start by each reader", async () => {
    const path = join(folder, "v.npy");
    await writeFile(path, toNumpy("(2, 3)"));
    const file = await openVectorFile(path, folder);
    const reader = file.openReader();
    expect([
      (await reader.take(1)).length,
      (await reader.take(5)).length,
      (await reader.take(5)).length,
    ]).toEqual([1, 1, 0]);
    expect((await file.openReader().take(5)).length).toBe(2);
  });

  test.each([
    ["v.npy", toNumpy("(2, 3)", { descr: "<i8" }), "type <i8"],
    ["v.npy", toNumpy("(6,)"), "no matrix in C order"],
    ["v.npy", toNumpy("(2, 3)", { order: "True" }), "no matrix in C order"],
    ["v.npy", toNumpy("(2, 4)"), "it ends after"],
    ["v.npy", Buffer.from("not one"), "neither .npy nor safetensors"],
    [
      "v.safetensors",
      toSafetensors({ x: { dtype: "I64", shape: [2, 3] } }, new Uint8Array(48)),
      "0 matrices",
    ],
    ["v.jsonl", '{"embedding":[1]}\n{"embedding":"x"}\n', "without a list of numbers in embedding"],
  ])("%s that cannot be one is told (%#)", async (name, content, message) => {
    await expect(read(name, content)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(message),
    });
  });

  test("a file that is not there is told", async () => {
    await expect(openVectorFile(join(folder, "none.npy"), folder)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

test.each([
  [
    "f16",
    [0x3c00, 0xc000, 0x0001, 0x7c00, 0x3555],
    [1, -2, 2 ** -24, Number.POSITIVE_INFINITY, 0.333251953125],
  ],
  ["bf16", [0x3f80, 0xc000, 0x3eab], [1, -2, 0.333984375]],
] as const)("%s", (layout, bits, expected) => {
  expect([...toFloats(bytesOf(Uint16Array.from(bits)), layout)]).toEqual([...expected]);
});
