import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DocumentRead } from "../../src/model/index.ts";
import type { HubRecord, Sources } from "../../src/model/ports/index.ts";
import {
  createHttpClient,
  createRecordingSources,
  createSnapshotWriter,
  createSources,
  type HttpClient,
  openSnapshot,
} from "../../src/sources/index.ts";
import { type StandIns, startStandIns } from "../stand-ins/index.ts";

const fixture = join(import.meta.dirname, "fixture");

type Question = (sources: Sources) => Promise<unknown>;

const readCardOf = (id: string): Question => {
  return async ({ hub }) => {
    const lookup = await hub.findDataset(id);
    return lookup.state === "found" ? hub.readCard(lookup.record) : lookup;
  };
};

/** Everything that is asked of each implementation. */
const questions: Readonly<Record<string, Question>> = {
  "a dataset": ({ hub }) => hub.findDataset("acme/math-mix"),
  "a legacy one-segment id": ({ hub }) => hub.findDataset("squad"),
  "an id in another letter case": ({ hub }) => hub.findDataset("Acme/Math-Mix"),
  "a renamed dataset": ({ hub }) => hub.findDataset("old/math-mix"),
  "a dataset renamed twice": ({ hub }) => hub.findDataset("older/math-mix"),
  "a missing dataset": ({ hub }) => hub.findDataset("acme/nothing"),
  "an id of another kind": ({ hub }) => hub.findDataset("name:MATH training set"),
  "an id with a part": ({ hub }) => hub.findDataset("acme/math-mix#part"),
  "a gated dataset": ({ hub }) => hub.findDataset("acme/gated-set"),
  "a disabled dataset": ({ hub }) => hub.findDataset("acme/withdrawn"),
  "a dataset that the hub fails on": ({ hub }) => hub.findDataset("acme/broken"),
  "a card": readCardOf("acme/math-mix"),
  "the card of a renamed dataset": readCardOf("old/math-mix"),
  "the card of a legacy dataset": readCardOf("squad"),
  "a gated card": readCardOf("acme/gated-set"),
  "no card": readCardOf("acme/no-card"),
  "a disabled card": readCardOf("acme/withdrawn"),
  "a recorded search": ({ hub }) => hub.searchDatasets("mix", { limit: 5 }),
  "a recorded search, cut": ({ hub }) => hub.searchDatasets("mix", { limit: 1 }),
  "a recorded search with what was said of the hits": ({ hub }) =>
    hub.searchDatasets("recorded hits", { limit: 5 }),
  "a search by words": ({ hub }) => hub.searchDatasets("acme", { limit: 3 }),
  "a search for nothing there": ({ hub }) => hub.searchDatasets("zebra", { limit: 3 }),
  "an empty search": ({ hub }) => hub.searchDatasets(" ", { limit: 3 }),
  "a paper": ({ papers }) => papers.findPaper("2407.00001"),
  "a paper with its version": ({ papers }) => papers.findPaper("arXiv:2407.00001v2"),
  "a paper that only arXiv has": ({ papers }) => papers.findPaper("2407.00003"),
  "a missing paper": ({ papers }) => papers.findPaper("2407.99999"),
  "no paper id": ({ papers }) => papers.findPaper("../../x"),
  "a paper by title": ({ papers }) => papers.findPaperByTitle("math mix — a  mixture"),
  "a paper of arXiv by title": ({ papers }) => papers.findPaperByTitle("Elsewhere"),
  "no paper by title": ({ papers }) => papers.findPaperByTitle("Math"),
  "the text of a paper": ({ papers }) => papers.readPaper("2407.00001"),
  "the abstract of a paper": ({ papers }) => papers.readPaper("2407.00002"),
  "the abstract at arXiv": ({ papers }) => papers.readPaper("2407.00003"),
  "the text of a missing paper": ({ papers }) => papers.readPaper("2407.99999"),
  "a README": ({ repositories }) => repositories.readReadme({ owner: "acme", repository: "math-mix" }),
  "a README in another letter case": ({ repositories }) =>
    repositories.readReadme({ owner: "ACME", repository: "Math-Mix" }),
  "the README of a folder": ({ repositories }) =>
    repositories.readReadme({ owner: "acme", repository: "math-mix", directory: "data" }),
  "the README of a renamed repository": ({ repositories }) =>
    repositories.readReadme({ owner: "acme", repository: "old-mix", directory: "data/" }),
  "a missing README": ({ repositories }) => repositories.readReadme({ owner: "acme", repository: "nothing" }),
  "a blocked README": ({ repositories }) => repositories.readReadme({ owner: "acme", repository: "blocked" }),
  "a README outside": ({ repositories }) =>
    repositories.readReadme({ owner: "acme", repository: "math-mix", directory: "../../x" }),
  "a page": ({ pages }) => pages.readPage("https://blog.example/math-mix#top"),
  "a page in Markdown": ({ pages }) => pages.readPage("https://blog.example/notes.md"),
  "a missing page": ({ pages }) => pages.readPage("https://blog.example/nothing"),
  "an address of another kind": ({ pages }) => pages.readPage("file:///etc/passwd"),
};

/** When something was fetched is the one thing that may differ. */
function withoutTimes(answer: unknown): unknown {
  const read = answer as DocumentRead | undefined;
  if (read?.state !== "read") return answer;
  return { ...read, document: { ...read.document, fetchedAt: "" } };
}

let standIns: StandIns;
let http: HttpClient;
let network: Sources;
let folder: string;
let recorded: Sources;
let snapshot: Sources;

beforeAll(async () => {
  standIns = await startStandIns({ snapshot: fixture });
  http = createHttpClient({ cacheFolder: null, userAgent: "stemma-test", trustedOrigins: standIns.origins });
  network = createSources(http, standIns.endpoints);
  snapshot = await openSnapshot(fixture);
  folder = await mkdtemp(join(tmpdir(), "stemma-contract-"));
  const writer = await createSnapshotWriter(join(folder, "recorded"), {
    title: "Recorded",
    note: "",
    recordedAt: "2026-02-03T00:00:00.000Z",
  });
  const recorder = createRecordingSources(network, writer);
  for (const ask of Object.values(questions)) await ask(recorder);
  await writer.finish();
  recorded = await openSnapshot(join(folder, "recorded"));
});

afterAll(async () => {
  await http.close();
  await standIns.close();
  await rm(folder, { recursive: true, force: true });
});

describe("network, snapshot and recording give the same answer to", () => {
  it.each(Object.entries(questions))("%s", async (_, ask) => {
    const expected = withoutTimes(await ask(snapshot));
    expect(withoutTimes(await ask(network))).toEqual(expected);
    expect(withoutTimes(await ask(recorded))).toEqual(expected);
  });
});

describe("the answers themselves", () => {
  it("follow a rename to the id of today", async () => {
    const lookup = await network.hub.findDataset("older/math-mix");
    expect(lookup).toMatchObject({
      state: "found",
      record: { id: "acme/math-mix", key: "66aa", downloads: 1200 },
    });
  });

  it("name a card by its public page and commit, whatever the endpoint", async () => {
    const card = (await readCardOf("acme/math-mix")(network)) as DocumentRead;
    expect(card).toMatchObject({
      state: "read",
      document: {
        url: "https://huggingface.co/datasets/acme/math-mix/blob/main/README.md",
        revision: "9f0c000000000000000000000000000000000001",
        extractor: null,
      },
    });
    expect(card.state === "read" && card.document.text).toContain("Größe: 数据集.\r\n");
  });

  it("tell gated, disabled, missing and no card apart", async () => {
    const reasons = await Promise.all(
      ["acme/gated-set", "acme/withdrawn", "acme/no-card"].map((id) => readCardOf(id)(network)),
    );
    expect(reasons).toMatchObject([{ reason: "gated" }, { reason: "disabled" }, { reason: "missing" }]);
    expect(await network.hub.findDataset("acme/nothing")).toMatchObject({ state: "missing" });
  });

  it("read the page's article only", async () => {
    const page = await network.pages.readPage("https://blog.example/math-mix");
    expect(page).toMatchObject({
      state: "read",
      document: { title: "Math Mix, released", extractor: "web-1" },
    });
    const text = page.state === "read" ? page.document.text : "";
    expect(text).toContain("[SQuAD](https://huggingface.co/datasets/squad)");
    expect(text).toContain("| train | 100 |");
    expect(text).not.toMatch(/Home|Ignore|rights|track/);
  });

  it("ask for no address that the stand-ins do not know", () => {
    expect(standIns.journal.unknown).toEqual([]);
  });

  it("ask for a card by the revision of the record", async () => {
    const record = (await network.hub.findDataset("squad")) as { record: HubRecord };
    standIns.journal.clear();
    await network.hub.readCard(record.record);
    expect(standIns.journal.listPaths("hub")).toEqual([
      "/datasets/squad/resolve/9f0c000000000000000000000000000000000003/README.md",
    ]);
  });
});
