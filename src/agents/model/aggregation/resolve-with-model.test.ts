import { describe, expect, it } from "vitest";
import { makeResolved, makeSubject } from "../../../../test/support/agent-fixture.ts";
import {
  createScriptedModel,
  findNumber,
  readBlock,
  type Script,
} from "../../../../test/support/scripted-model.ts";
import type { Resolution, ResolvedClaim } from "../../../model/index.ts";
import { resolveWithModel } from "./resolve-with-model.ts";

const subject = makeSubject();
const candidates = [
  { id: "acme/river-v1", score: 0.85, reason: 'hub search for "River"' },
  { id: "acme/river-v2", score: 0.7, reason: 'hub search for "River"' },
];
const searched: Partial<Resolution> = { id: "acme/river-v1", method: "hub-search", margin: 0.15, candidates };
const unresolved: Partial<Resolution> = { id: "name:River", method: "unresolved", margin: 0, candidates };
const narrow: Partial<Resolution> = { id: "acme/river-v1", method: "catalogue", margin: 0.01, candidates };
const sure: Partial<Resolution> = { id: "acme/river-v1", method: "catalogue", margin: 0.1, candidates };

async function resolve(ruled: readonly ResolvedClaim[], script: Script) {
  const model = createScriptedModel({ "pick-upstreams/1": script });
  const resolved = await resolveWithModel(subject, ruled, { model, call: {} });
  expect(resolved.map(({ claim }) => claim)).toEqual(ruled.map(({ claim }) => claim));
  return { resolutions: resolved.map(({ resolution }) => resolution), asked: model.asked };
}
const pick =
  (candidate: number | null): Script =>
  () => ({ picks: [{ name: 0, candidate }] });
const one = async (resolution: Partial<Resolution>, script: Script) =>
  (await resolve([makeResolved({}, resolution)], script)).resolutions[0];

describe("a name that the rules are not sure of", () => {
  it.each([
    ["unresolved", unresolved],
    ["found by hub search", searched],
    ["with a narrow margin", narrow],
  ])("%s becomes the candidate the model picks, candidates and margin kept", async (_, resolution) => {
    const before = makeResolved({}, resolution).resolution;
    expect(await one(resolution, pick(1))).toEqual({ ...before, id: "acme/river-v2", method: "model" });
  });

  it.each([
    ["the rules' own pick", searched, pick(0)],
    ["a number that is not listed", searched, pick(7)],
    [
      "two picks for one name",
      unresolved,
      () => ({ picks: [0, 1].map((candidate) => ({ name: 0, candidate })) }),
    ],
    ["a pick for another name", unresolved, () => ({ picks: [{ name: 5, candidate: 0 }] })],
    ["no pick", searched, () => ({ picks: [] })],
    ["no answer that fits", searched, () => "quarantined"],
    ["none, where nothing was resolved", unresolved, pick(null)],
    ["none, against the catalogue", narrow, pick(null)],
  ] satisfies [string, Partial<Resolution>, Script][])(
    "stays as it is after %s",
    async (_, resolution, script) => {
      expect(await one(resolution, script)).toEqual(makeResolved({}, resolution).resolution);
    },
  );

  it("goes unresolved when hub search found it and the model says none", async () => {
    expect(await one(searched, pick(null))).toMatchObject({
      id: "name:River",
      method: "unresolved",
      margin: 0,
      candidates,
    });
    const linked = makeResolved({ statedId: "github:acme/river" }, searched);
    expect((await resolve([linked], pick(null))).resolutions[0]).toMatchObject({ id: "github:acme/river" });
  });
});

describe("what is asked", () => {
  it("is nothing where the rules are sure or have no candidates", async () => {
    const ruled = [
      makeResolved({}, sure),
      makeResolved({}, { ...unresolved, candidates: [] }),
      makeResolved({}, { method: "stated", candidates }),
    ];
    const { asked, resolutions } = await resolve(ruled, () => "quarantined");
    expect(asked).toEqual([]);
    expect(resolutions).toEqual(ruled.map(({ resolution }) => resolution));
  });

  it("is each name once, twenty to a task, with what the text says", async () => {
    const ruled = Array.from({ length: 50 }, (_, at) =>
      makeResolved(
        { mention: `River ${at % 25}`, quote: { start: 0, end: 9, text: `taken from River ${at % 25}` } },
        { ...unresolved, mention: `River ${at % 25}` },
      ),
    );
    const { asked, resolutions } = await resolve(ruled, (task) =>
      readBlock(task, "names").includes('"River 22"')
        ? { picks: [{ name: findNumber(task, "names", '"River 22"'), candidate: 0 }] }
        : { picks: [] },
    );
    expect(asked.map((task) => readBlock(task, "names").match(/^N/gm)?.length)).toEqual([20, 5]);
    expect(readBlock(asked[0]!, "names").split("\n").slice(0, 4)).toEqual([
      'N0 "River 0"',
      "  in: taken from River 0",
      '  C0 acme/river-v1 (hub search for "River"; fits 0.85)',
      '  C1 acme/river-v2 (hub search for "River"; fits 0.70)',
    ]);
    expect(resolutions.flatMap(({ method }, at) => (method === "model" ? [at] : []))).toEqual([22, 47]);
  });
});
