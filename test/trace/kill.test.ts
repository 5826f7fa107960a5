import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, toCanonicalJson, verifyQuotes } from "../../src/trace/index.ts";
import { isLongRun } from "./long-run.ts";
import { createRandom } from "./random.ts";
import { createScriptedAgents } from "./scripted-world.ts";
import { createSlowWorld, slowSeeds } from "./slow-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const script = new URL("./kill-child.ts", import.meta.url);
const kills = isLongRun ? 50 : 8;
/** Four visits under way, as many finished ones waiting to be written, with three calls each (the agents' too). */
const maxRepeatsPerKill = 8 * 3;

function exportStore(path: string): string {
  const store = openStore(path, { readOnly: true });
  try {
    expect(verifyQuotes(store).failures).toEqual([]);
    expect(store.loadRuns().filter(({ state }) => state === "running")).toEqual([]);
    return toCanonicalJson(assembleGraph(store, createScriptedAgents()));
  } finally {
    store.close();
  }
}

function traceUndisturbed(): Promise<string> {
  return withStorePath(async (path) => {
    const { json } = await traceWorld({ world: createSlowWorld(), path, seeds: slowSeeds });
    return json;
  });
}

function startChild(path: string) {
  return fork(script, [path, "4"], { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
}

/** Lets a child trace until a random moment (in start-up, in the making of the store, in visits) and kills it. */
async function traceUntilKilled(path: string, random: () => number): Promise<"killed" | "finished"> {
  const child = startChild(path);
  const exit = once(child, "exit");
  const messagesToWaitFor = Math.floor(random() * 24);
  let messages = 0;
  const reached = new Promise<void>((resolve) => {
    child.on("message", () => {
      messages++;
      if (messages >= messagesToWaitFor) resolve();
    });
  });
  await Promise.race([exit, messagesToWaitFor === 0 ? delay(random() * 300) : reached]);
  await Promise.race([exit, delay(random() * 6)]);
  if (child.exitCode !== null) {
    expect(child.exitCode).toBe(0);
    return "finished";
  }
  child.kill("SIGKILL");
  await exit;
  return "killed";
}

function countRepeats(path: string): number {
  const calls = readFileSync(`${path}.journal`, "utf8").trimEnd().split("\n");
  return calls.length - new Set(calls).size;
}

describe("two processes on one store", () => {
  it("take turns: nothing is read twice, and the bytes are the same", { timeout: 120_000 }, async () => {
    const expected = await traceUndisturbed();
    await withStorePath(async (path) => {
      const children = [1, 2].map(() => startChild(path));
      const exits = await Promise.all(children.map((child) => once(child, "exit")));
      expect(exits.map(([code]) => code)).toEqual([0, 0]);
      expect(exportStore(path)).toBe(expected);
      expect(countRepeats(path)).toBe(0);
    });
  });
});

describe("kill -9", () => {
  it(`gives the same bytes, whatever the moment (${kills} kills)`, { timeout: 600_000 }, async () => {
    const expected = await traceUndisturbed();
    const random = createRandom(20_260_101);
    let killed = 0;
    while (killed < kills) {
      await withStorePath(async (path) => {
        let killedHere = 0;
        while ((await traceUntilKilled(path, random)) === "killed") killedHere++;
        expect(exportStore(path)).toBe(expected);
        expect(countRepeats(path)).toBeLessThanOrEqual(killedHere * maxRepeatsPerKill);
        killed += killedHere;
      });
    }
  });
});
