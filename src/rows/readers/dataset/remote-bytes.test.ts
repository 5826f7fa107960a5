import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatasetFiles } from "../../../model/ports/index.ts";
import { joinRanges, openFileCopy } from "./file-copy.ts";
import { createRemoteBytes } from "./remote-bytes.ts";

const mebibyte = 1024 * 1024;
const content = Buffer.alloc(
  20 * mebibyte,
  Buffer.from(Uint8Array.from({ length: 251 }, (_, index) => index)),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-remote-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function openRemote(copyFolder?: string, path = "data/x.jsonl") {
  const asked: number[] = [];
  const datasets: DatasetFiles = {
    listFiles: () => Promise.reject(new Error("not asked for")),
    readRange: async (_, { start, end }) => {
      asked.push(end - start);
      return content.subarray(start, end);
    },
  };
  const origin = { dataset: "acme/mix", revision: "9f0c", path, sha256: null };
  const bytes = createRemoteBytes(
    { name: path, byteLength: content.length, origin },
    { datasets, copyFolder },
  );
  return { bytes, asked };
}

describe("the bytes of a remote file", () => {
  it("stream in order, in parts that grow", async () => {
    const { bytes, asked } = openRemote();
    for (const start of [0, 12_345, content.length - 1]) {
      const parts = await Array.fromAsync(bytes.openStream(start));
      expect(Buffer.concat(parts).equals(content.subarray(start))).toBe(true);
    }
    expect(asked.slice(0, 5)).toEqual([1, 2, 4, 8, 5].map((count) => count * mebibyte));
  });

  it("are not fetched further than somebody looks", async () => {
    const { bytes, asked } = openRemote();
    for await (const part of bytes.openStream()) {
      expect(part).toHaveLength(mebibyte);
      break;
    }
    expect(asked).toEqual([mebibyte]);
  });

  it("are fetched once where a copy is kept, also by the next process", async () => {
    const first = openRemote(folder);
    await first.bytes.readRange({ start: 100, end: 5000 });
    expect(await first.bytes.readRange({ start: 200, end: 300 })).toEqual(content.subarray(200, 300));
    const second = openRemote(folder);
    expect(await second.bytes.readRange({ start: 100, end: 5000 })).toEqual(content.subarray(100, 5000));
    await second.bytes.readRange({ start: 4000, end: 6000 });
    expect([first.asked, second.asked]).toEqual([[4900], [2000]]);
  });

  it("are fetched again where the copy was cut or its list is damaged", async () => {
    const first = openRemote(folder, "cut.jsonl");
    await first.bytes.readRange({ start: 0, end: 1000 });
    truncateSync(first.bytes.copyPath!, 10);
    const second = openRemote(folder, "cut.jsonl");
    expect(await second.bytes.readRange({ start: 0, end: 1000 })).toEqual(content.subarray(0, 1000));
    writeFileSync(`${second.bytes.copyPath}.ranges`, '{"byteLength":');
    const third = openRemote(folder, "cut.jsonl");
    await third.bytes.readRange({ start: 0, end: 1000 });
    expect([second.asked, third.asked]).toEqual([[1000], [1000]]);
  });

  it("stay in their folder, whatever their path", () => {
    for (const path of ["../../x", "a/../../../x", "..", "/etc/x", "a\\..\\x"]) {
      expect(openRemote(folder, path).bytes.copyPath!.startsWith(`${folder}/acme/mix/9f0c/`)).toBe(true);
    }
  });
});

describe("openFileCopy", () => {
  it("gives exactly what was written, and says of the rest that it is missing", async () => {
    const size = 200;
    const range = fc
      .tuple(fc.nat(size), fc.nat(size))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(range, { minLength: 1, maxLength: 6 }),
        fc.array(range, { maxLength: 6 }),
        async (written, read) => {
          const path = join(folder, `copy-${number++}`);
          const copy = openFileCopy(path, size);
          await Promise.all(written.map(({ start, end }) => copy.write(start, content.subarray(start, end))));
          expect(statSync(path).size).toBe(size);
          const has = Array.from({ length: size }, (_, at) =>
            written.some(({ start, end }) => start <= at && at < end),
          );
          for (const { start, end } of read.filter((one) => one.start < one.end)) {
            const bytes = await openFileCopy(path, size).read({ start, end });
            const isThere = has.slice(start, end).every(Boolean);
            expect(bytes).toEqual(isThere ? content.subarray(start, end) : undefined);
          }
        },
      ),
      { seed: 41, numRuns: 40 },
    );
  });

  it("joins ranges that touch, and near ones where that is wanted", () => {
    const ranges = [
      { start: 10, end: 20 },
      { start: 0, end: 5 },
      { start: 20, end: 30 },
      { start: 33, end: 40 },
    ];
    expect(joinRanges(ranges)).toEqual([
      { start: 0, end: 5 },
      { start: 10, end: 30 },
      { start: 33, end: 40 },
    ]);
    expect(joinRanges(ranges, 3)).toEqual([
      { start: 0, end: 5 },
      { start: 10, end: 40 },
    ]);
  });
});
