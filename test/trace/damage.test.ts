import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { StemmaError } from "../../src/model/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, toCanonicalJson, verifyQuotes } from "../../src/trace/index.ts";
import { isLongRun } from "./long-run.ts";
import { createRandom } from "./random.ts";
import { createScriptedAgents } from "./scripted-world.ts";
import { createSlowWorld, slowSeeds } from "./slow-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const rounds = isLongRun ? 1_500 : 90;

type Damage = (bytes: Buffer, random: () => number) => Buffer;

const damages: readonly Damage[] = [
  (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  (bytes, random) => {
    const start = Math.floor(random() * bytes.length);
    return Buffer.from(bytes).fill(0, start, start + 512);
  },
  (bytes, random) => {
    const flipped = Buffer.from(bytes);
    const place = Math.floor(random() * bytes.length);
    flipped[place] = flipped[place]! ^ (1 << Math.floor(random() * 8));
    return flipped;
  },
];

/** What a reader of the file is shown: the graph, or that it is damaged. */
function readDamaged(path: string): { readonly json: string | null; readonly isReported: boolean } {
  try {
    const store = openStore(path, { readOnly: true });
    try {
      const isReported = verifyQuotes(store).failures.length > 0;
      return { json: toCanonicalJson(assembleGraph(store, createScriptedAgents())), isReported };
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof StemmaError && error.code === "corrupt") return { json: null, isReported: true };
    throw error;
  }
}

describe("a damaged store", () => {
  it(`is never shown as another graph (${rounds} truncations, zeroed sectors and flipped bits)`, async () => {
    await withStorePath(async (path) => {
      const { json } = await traceWorld({ world: createSlowWorld(), path, seeds: slowSeeds });
      const bytes = readFileSync(path);
      const random = createRandom(3);
      let reported = 0;
      for (let round = 0; round < rounds; round++) {
        for (const suffix of ["-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
        writeFileSync(path, damages[round % damages.length]!(bytes, random));
        const seen = readDamaged(path);
        if (!seen.isReported) expect(seen.json).toBe(json);
        else reported++;
      }
      expect(reported).toBeGreaterThan(rounds / 3);
    });
  });
});
