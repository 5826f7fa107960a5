import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type MeasuredProcess, measureNode } from "../../bench/measure-process.ts";
import { type StandIns, startSyntheticGraph } from "../stand-ins/index.ts";
import { isLongRun } from "./long-run.ts";

const main = new URL("../../src/main.ts", import.meta.url);
const hourLater = new URL("../../bench/sides/hour-later.ts", import.meta.url);
const latencyMs = 50;
/** What the door to the network allows a configured host. */
const allowedConcurrency = 8;
const size = isLongRun ? 1_000 : 120;
/** The short run, in which the start weighs more, proves only that visits overlap. */
const maxRatio = isLongRun ? 1.3 : allowedConcurrency;
/** Of the whole process, from its start to the printed graph. */
const maxMegabytes = 300;

type SyntheticWorld = Awaited<ReturnType<typeof startSyntheticGraph>>;

/** The command as a person calls it, and what it asked the servers for. */
async function trace(world: SyntheticWorld, folder: string, { flags, preload }: Call) {
  world.journal.clear();
  const args = [
    "trace",
    ...world.seeds,
    "--concurrency",
    "16",
    "--store",
    join(folder, "lineage.db"),
    ...flags,
  ];
  const measured = await measureNode(main, args, { env: toEnvironment(folder, world), preload });
  const { entries } = world.journal;
  return {
    ...measured,
    requests: entries.length,
    unchanged: entries.filter(({ status }) => status === 304).length,
  };
}

interface Call {
  readonly flags: readonly string[];
  readonly preload: readonly URL[];
}

function toEnvironment(folder: string, { endpoints }: Pick<StandIns, "endpoints">): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    STEMMA_CACHE: join(folder, "cache"),
    HF_ENDPOINT: endpoints.hub,
    STEMMA_ARXIV_ENDPOINT: endpoints.arxivApi,
    STEMMA_ARXIV_PAGES_ENDPOINT: endpoints.arxivPages,
    STEMMA_GITHUB_ENDPOINT: endpoints.github,
    STEMMA_PAGE_GATEWAY: endpoints.pageGateway,
  };
}

function toHash({ stdout }: MeasuredProcess): string {
  return createHash("sha256").update(stdout).digest("hex");
}

describe("a wide graph over HTTP", () => {
  it(`of ${size} datasets is bound by latency, not by us, needs little memory and is asked for only once`, {
    timeout: 300_000,
  }, async () => {
    const world = await startSyntheticGraph(size, latencyMs, 7);
    const folder = await mkdtemp(join(tmpdir(), "stemma-wide-"));
    try {
      const first = await trace(world, folder, { flags: ["--json"], preload: [] });
      const graph = JSON.parse(first.stdout);
      expect(graph.datasets).toHaveLength(size);
      expect(graph.edges).toHaveLength(world.edges.length);
      expect(world.journal.unknown).toEqual([]);
      const ratio = (first.wallSeconds * 1000) / ((first.requests * latencyMs) / allowedConcurrency);
      console.info(
        `${size} datasets, ${first.requests} requests: ${first.wallSeconds.toFixed(1)} s, ${ratio.toFixed(2)} x ideal, ${Math.round(first.peakMegabytes)} MB`,
      );
      expect(ratio).toBeLessThanOrEqual(maxRatio);
      expect(first.peakMegabytes).toBeLessThan(maxMegabytes);

      const fresh = await trace(world, folder, { flags: ["--json", "--refresh"], preload: [] });
      expect(toHash(fresh)).toBe(toHash(first));
      expect(fresh.requests).toBe(0);

      const later = await trace(world, folder, { flags: ["--json", "--refresh"], preload: [hourLater] });
      expect(toHash(later)).toBe(toHash(first));
      expect(later.requests).toBeGreaterThan(0);
      expect(later.unchanged).toBe(later.requests);
      expect(later.peakMegabytes).toBeLessThan(maxMegabytes);

      const shown = await trace(world, folder, { flags: ["--format", "human"], preload: [] });
      expect(shown.stdout).toContain(world.roots[0]);
      expect(shown.peakMegabytes).toBeLessThan(maxMegabytes);
    } finally {
      await world.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
