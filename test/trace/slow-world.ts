import type { ScriptedWorld } from "./scripted-world.ts";

export const slowSeeds = ["n/0", "n/1"];

/** Sixty datasets with diamonds, two cycles, a rename, spellings that differ, a gated and a missing one. */
export function createSlowWorld(): ScriptedWorld {
  const world: Record<string, ScriptedWorld[string]> = {};
  for (let index = 0; index < 60; index++) {
    const upstreams = [index * 2 + 1, index * 2 + 2, (index * 7) % 60].filter((next) => next < 60);
    world[`n/${index}`] = { upstreams: upstreams.map((next) => `n/${next}`) };
  }
  world["n/30"] = { upstreams: ["old/name", "name:Some Words", "x/gone", "x/locked"] };
  world["old/name"] = { renamedTo: "new/name" };
  world["new/name"] = { upstreams: ["n/40", "name:some words", "New/Name"] };
  world["x/locked"] = { state: "gated" };
  return world;
}
