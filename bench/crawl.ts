import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type MeasuredProcess, measureNode, measurePython } from "./measure-process.ts";
import type { PeerPython } from "./peer-python.ts";
import {
  type BenchContext,
  type Figure,
  measureInTurn,
  type Report,
  type Sample,
  type Side,
  toReportRows,
} from "./report.ts";
import type { ServedCounts, ServedGraph } from "./sides/synthetic-server.ts";

const latencyMs = 50;
/** Requests under way at once: what Stemma's door to the network allows a configured host; the peer gets as many threads. */
const connections = 8;
/** More datasets in hand than connections, so that a connection never waits for a dataset. */
const datasetsInHand = 16;
const seed = 7;

const main = new URL("../src/main.ts", import.meta.url);
const peerScript = new URL("./sides/crawl.py", import.meta.url);
const serverScript = new URL("./sides/synthetic-server.ts", import.meta.url);
const hourLater = new URL("./sides/hour-later.ts", import.meta.url);
const Lineage = z.object({ datasets: z.array(z.unknown()), edges: z.array(z.unknown()) });

/** A whole `stemma trace` over HTTP against a plain download of the same 1,000 records and cards. */
export async function benchCrawl(context: BenchContext): Promise<Report> {
  const count = context.isQuick ? 100 : 1_000;
  const server = await startServer(count);
  try {
    return await crawl(context, server);
  } finally {
    server.stop();
  }
}

const figures: readonly Figure[] = [
  { key: "wallSeconds", what: "wall", unit: "s" },
  { key: "timesIdeal", what: "wall / (requests x latency / connections)", unit: "", atMost: 1.3 },
  { key: "cpuSeconds", what: "CPU", unit: "s" },
  { key: "peakMegabytes", what: "peak memory", unit: "MB", atMost: 300 },
  { key: "requests", what: "requests", unit: "" },
];
/** Of the runs after the first, which the peer has no like of: it keeps nothing. */
const laterFigures: readonly Figure[] = [
  { key: "sameWall", what: "second run: wall", unit: "s" },
  { key: "sameRequests", what: "second run: requests", unit: "", atMost: 0 },
  { key: "freshRequests", what: "second run, --refresh: requests", unit: "", atMost: 0 },
  { key: "staleWall", what: "an hour later, --refresh: wall", unit: "s" },
  { key: "staleRequests", what: "an hour later, --refresh: requests", unit: "" },
  { key: "staleFull", what: "an hour later, --refresh: answers with a body", unit: "", atMost: 0 },
];

async function crawl(context: BenchContext, server: Server): Promise<Report> {
  const rounds = context.isQuick ? 1 : 2;
  const tracer = createTracer(context.folder, server);
  const own: Side = {
    name: "stemma trace",
    measure: async () => toSample(await tracer.traceAnew(), await server.takeCounts()),
  };
  const peers = context.peer === undefined ? [] : [await createPeer(context.peer, context.folder, server)];
  const sides = await measureInTurn([own, ...peers], rounds);
  const later = { name: own.name, samples: [await measureLaterRuns(tracer, server)] };
  const silentPeers = peers.map(({ name }) => ({ name, samples: [] }));
  return {
    name: "crawl",
    title: `${server.graph.ids.length} synthetic datasets behind ${latencyMs} ms of latency, ${connections} requests at once`,
    rounds,
    sides: sides.map(({ name }) => name),
    rows: [...toReportRows(sides, figures), ...toReportRows([later, ...silentPeers], laterFigures)],
    notes: [
      "Stemma finds the datasets itself from its seeds, searches every card, writes the store and its cache, and prints the graph; huggingface_hub is given the ids and keeps nothing, so it does less",
      "both are whole processes, start included; the server is a process of its own on the same cores",
      "an hour later: the same command with its clock set forward, since answers are fresh for ten minutes; one run each",
    ],
  };
}

/** Record and card of the same datasets in as many threads as there are connections. */
async function createPeer(peer: PeerPython, folder: string, server: Server): Promise<Side> {
  const { ids, endpoints } = server.graph;
  const idFile = join(folder, "ids.txt");
  await writeFile(idFile, ids.join("\n"));
  const args = [endpoints.hub, idFile, String(connections)];
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    HF_HOME: join(folder, "hf"),
    HF_HUB_DISABLE_TELEMETRY: "1",
  };
  return {
    name: "huggingface_hub",
    measure: async () =>
      toSample(await measurePython(peer.python, peerScript, args, env), await server.takeCounts()),
  };
}

function toSample(measured: MeasuredProcess, { requests }: ServedCounts): Sample {
  const { wallSeconds, cpuSeconds, peakMegabytes } = measured;
  const idealSeconds = (requests * latencyMs) / 1000 / connections;
  return { wallSeconds, cpuSeconds, peakMegabytes, requests, timesIdeal: wallSeconds / idealSeconds };
}

async function measureLaterRuns(tracer: Tracer, server: Server): Promise<Sample> {
  const same = await tracer.traceAgain([]);
  const { requests: sameRequests } = await server.takeCounts();
  await tracer.traceAgain(["--refresh"]);
  const { requests: freshRequests } = await server.takeCounts();
  const stale = await tracer.traceAgain(["--refresh"], [hourLater]);
  const { requests: staleRequests, unchanged } = await server.takeCounts();
  return {
    sameWall: same.wallSeconds,
    sameRequests,
    freshRequests,
    staleWall: stale.wallSeconds,
    staleRequests,
    staleFull: staleRequests - unchanged,
  };
}

interface Tracer {
  /** Traces into a store and a cache of its own. */
  traceAnew(): Promise<MeasuredProcess>;
  /** Traces into the last store with the last cache. */
  traceAgain(flags: readonly string[], preload?: readonly URL[]): Promise<MeasuredProcess>;
}

function createTracer(folder: string, { graph }: Server): Tracer {
  let home = folder;
  async function traceAgain(flags: readonly string[], preload: readonly URL[] = []) {
    const options = [
      "--json",
      "--concurrency",
      String(datasetsInHand),
      "--store",
      join(home, "lineage.db"),
      ...flags,
    ];
    const measured = await measureNode(main, ["trace", ...graph.seeds, ...options], {
      env: toEnvironment(home, graph),
      preload,
    });
    checkLineage(measured.stdout, graph);
    return measured;
  }
  return {
    traceAgain,
    async traceAnew() {
      home = await mkdtemp(join(folder, "crawl-"));
      await mkdir(join(home, "cache"));
      return traceAgain([]);
    },
  };
}

function toEnvironment(home: string, { endpoints }: ServedGraph): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: home,
    STEMMA_CACHE: join(home, "cache"),
    HF_ENDPOINT: endpoints.hub,
    STEMMA_ARXIV_ENDPOINT: endpoints.arxivApi,
    STEMMA_ARXIV_PAGES_ENDPOINT: endpoints.arxivPages,
    STEMMA_GITHUB_ENDPOINT: endpoints.github,
    STEMMA_PAGE_GATEWAY: endpoints.pageGateway,
  };
}

/** A fast crawl of half the graph would be no figure. */
function checkLineage(stdout: string, graph: ServedGraph): void {
  const { datasets, edges } = Lineage.parse(JSON.parse(stdout));
  if (datasets.length === graph.ids.length && edges.length === graph.edgeCount) return;
  throw new Error(
    `stemma trace found ${datasets.length} datasets and ${edges.length} edges of ${graph.ids.length} and ${graph.edgeCount}`,
  );
}

interface Server {
  readonly graph: ServedGraph;
  /** What was asked since the last call. */
  takeCounts(): Promise<ServedCounts>;
  stop(): void;
}

async function startServer(count: number): Promise<Server> {
  const child = fork(serverScript, [String(count), String(latencyMs), String(seed)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [graph] = (await once(child, "message")) as [ServedGraph];
  return {
    graph,
    async takeCounts() {
      child.send("counts");
      const [counts] = (await once(child, "message")) as [ServedCounts];
      return counts;
    },
    stop: () => child.disconnect(),
  };
}
