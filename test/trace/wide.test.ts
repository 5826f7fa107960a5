import { fork } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSyntheticGraph } from "../stand-ins/index.ts";
import { isLongRun } from "./long-run.ts";
import { withStorePath } from "./trace-world.ts";
import type { WideOrder, WideReport } from "./wide-child.ts";

const script = new URL("./wide-child.ts", import.meta.url);
const latencyMs = 50;
/** What the door to the network allows a configured host. */
const allowedConcurrency = 8;
const size = isLongRun ? 1_000 : 120;
/** The short run, in which the start weighs more, proves only that visits overlap. */
const maxRatio = isLongRun ? 1.3 : allowedConcurrency;

async function trace(order: WideOrder): Promise<WideReport> {
  const child = fork(script, { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
  child.send(order);
  const [report] = await once(child, "message");
  await once(child, "exit");
  return report as WideReport;
}

describe("a wide graph over HTTP", () => {
  it(`of ${size} datasets is bound by latency, not by us, and is asked for only once`, {
    timeout: 300_000,
  }, async () => {
    const world = await startSyntheticGraph(size, latencyMs, 7);
    try {
      await withStorePath(async (storePath) => {
        const order: WideOrder = {
          storePath,
          cacheFolder: join(dirname(storePath), "cache"),
          endpoints: world.endpoints,
          origins: world.origins,
          seeds: world.seeds,
          concurrency: 16,
          freshnessMs: 0,
        };
        const first = await trace(order);
        expect(first).toMatchObject({ state: "finished", datasets: size, edges: world.edges.length });
        expect(world.journal.unknown).toEqual([]);
        const idealMs = (first.counts.requests * latencyMs) / allowedConcurrency;
        const ratio = first.wallMs / idealMs;
        console.info(
          `${size} datasets, ${first.counts.requests} requests: ${Math.round(first.wallMs)} ms, ${ratio.toFixed(2)} x ideal, ${Math.round(first.peakMegabytes)} MB`,
        );
        expect(ratio).toBeLessThanOrEqual(maxRatio);
        expect(first.peakMegabytes).toBeLessThan(300);

        const conditional = await trace(order);
        expect(conditional.json).toBe(first.json);
        expect(conditional.counts.revalidated).toBe(conditional.counts.requests);

        const fresh = await trace({ ...order, freshnessMs: 3_600_000 });
        expect(fresh.json).toBe(first.json);
        expect(fresh.counts.requests).toBe(0);
      });
    } finally {
      await world.close();
    }
  });
});
