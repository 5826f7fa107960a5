import { randomUUID } from "node:crypto";
import { compareIds, type DatasetId, type Run, type StemmaError, toStemmaError } from "../model/index.ts";
import type { HubRecord } from "../model/ports/index.ts";
import type { Lease, NodeVisit } from "../store/index.ts";
import { assembleGraph } from "./assemble/assemble-graph.ts";
import { toCanonicalPieces } from "./assemble/canonical-json.ts";
import { Frontier, type FrontierJob } from "./frontier.ts";
import { type KnownNodes, loadKnownNodes } from "./known-nodes.ts";
import type { FailedDataset, TraceEvent, TraceResult } from "./trace-event.ts";
import type { TraceRequest } from "./trace-request.ts";
import { listLinks, lookUpDataset, toBrokenVisit, visitDataset } from "./visit-dataset.ts";
import type { VisitInput } from "./visit-input.ts";
import { VisitWriter } from "./visit-writer.ts";

/**
 * With a budget of datasets the next ones are chosen only when a round of this many has ended, so that the choice does
 * not depend on which visit was faster.
 */
const roundSize = 16;

interface FinishedVisit {
  readonly job: FrontierJob;
  readonly visit: NodeVisit;
}

type EndState = Exclude<Run["state"], "running">;

/** One run: takes jobs from the frontier, lets them be visited and writes what they yield. */
export class TraceRun {
  readonly #request: TraceRequest;
  readonly #lease: Lease;
  readonly #frontier: Frontier;
  readonly #stop = new AbortController();
  readonly #running = new Set<DatasetId>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #waiting: FrontierJob[] = [];
  readonly #records = new Map<DatasetId, HubRecord>();
  readonly #failed: FailedDataset[] = [];
  readonly #known: KnownNodes;
  readonly #idsByKey: Map<string, DatasetId>;
  readonly #checkedKeys = new Set<string>();
  readonly #writer: VisitWriter<FinishedVisit>;
  #run: Run;
  #doneCount = 0;
  #tracedCount = 0;
  #endState: EndState | undefined;
  #fatal: StemmaError | undefined;

  constructor(request: TraceRequest, lease: Lease) {
    this.#request = request;
    this.#lease = lease;
    this.#run = toRun(request);
    this.#writer = new VisitWriter(request.concurrency, (visits) => this.#save(visits));
    this.#known = loadKnownNodes(request.store, {
      refresh: request.refresh ?? false,
      agents: request.agents,
    });
    this.#idsByKey = new Map(this.#known.idsByKey);
    this.#frontier = new Frontier({
      maxDistance: request.budget.maxDistance,
      findKnown: this.#known.findKnown,
    });
  }

  async execute(): Promise<TraceResult> {
    const { store, seeds } = this.#request;
    this.#closeAbandonedRuns();
    store.saveSeeds(seeds);
    store.saveRun(this.#run);
    for (const seed of seeds) this.#frontier.reach(seed, 0);
    const release = this.#watchLimits();
    this.#goOn();
    await this.#ended.promise;
    release();
    return this.#finish();
  }

  /** With the lease in our hands nobody else is at work: a run that still says so was killed. */
  #closeAbandonedRuns(): void {
    const { store } = this.#request;
    const abandoned = store.loadRuns().filter(({ state }) => state === "running");
    for (const run of abandoned) store.saveRun({ ...run, state: "interrupted" });
  }

  /** Turns the caller's signal and the time budget into the end of the run. */
  #watchLimits(): () => void {
    const { signal, budget } = this.#request;
    const interrupt = () => this.#end("interrupted");
    if (signal?.aborted) interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    const timer =
      budget.maxDurationMs === null
        ? undefined
        : setTimeout(() => this.#end("budget-reached"), budget.maxDurationMs);
    return () => {
      signal?.removeEventListener("abort", interrupt);
      clearTimeout(timer);
    };
  }

  /** The first reason to end stands; visits under way are abandoned and leave nothing behind. */
  #end(state: EndState, fatal?: StemmaError): void {
    this.#fatal ??= fatal;
    if (this.#endState !== undefined) return;
    this.#endState = state;
    this.#stop.abort();
    this.#ended.resolve();
  }

  /** Starts what can be started; with nothing under way, what waits to be written may open more. */
  #goOn(): void {
    this.#start();
    if (this.#running.size === 0) this.#writer.flush();
    if (this.#running.size === 0) this.#ended.resolve();
  }

  #start(): void {
    while (this.#running.size < this.#request.concurrency && this.#endState === undefined) {
      if (this.#waiting.length === 0) this.#choose();
      const job = this.#waiting.shift();
      if (job === undefined) return;
      this.#running.add(job.id);
      void this.#visit(job).then(() => {
        this.#running.delete(job.id);
        this.#goOn();
      });
    }
  }

  #choose(): void {
    const { maxDatasets } = this.#request.budget;
    if (maxDatasets === null) {
      const job = this.#frontier.take();
      if (job !== undefined) this.#waiting.push(job);
      return;
    }
    if (this.#running.size > 0 || this.#writer.hasWaiting) return;
    let room = maxDatasets - this.#tracedCount;
    while (this.#waiting.length < roundSize) {
      const job = this.#frontier.take();
      if (job === undefined) return;
      if (job.kind === "trace" && room === 0) {
        this.#frontier.giveBack(job);
        if (this.#waiting.length === 0) this.#end("budget-reached");
        return;
      }
      if (job.kind === "trace") room--;
      this.#waiting.push(job);
    }
  }

  async #visit(job: FrontierJob): Promise<void> {
    try {
      this.#emit({ kind: "dataset-started", id: job.id, distance: job.distance, counts: this.#toCounts() });
      const input = this.#toInput(job);
      const visit = await (job.kind === "trace" ? visitDataset(input) : lookUpDataset(input)).catch(
        (error: unknown) => this.#toBroken(input, error),
      );
      if (this.#endState === undefined) this.#writer.add({ job, visit });
    } catch (error) {
      this.#endBy(error, job.id);
    }
  }

  #save(finished: readonly FinishedVisit[]): void {
    try {
      this.#request.store.saveVisits(
        finished.map(({ visit }) => visit),
        this.#lease,
      );
      for (const { job, visit } of finished) this.#close(job, visit);
      this.#start();
    } catch (error) {
      this.#end("failed", toStemmaError(error, "saving what was found"));
    }
  }

  #toInput(job: FrontierJob): VisitInput {
    const { store, sources, agents } = this.#request;
    const node = store.findNode(job.id);
    const hasEarlier = node !== undefined && node.facts !== null;
    return {
      id: job.id,
      sources,
      agents,
      signal: this.#stop.signal,
      record: this.#records.get(job.id) ?? null,
      onRecord: (record) => this.#records.set(record.id, record),
      earlier: hasEarlier
        ? { node, documents: store.loadNodeDocuments(job.id), claims: store.loadClaimsOf(job.id) }
        : null,
    };
  }

  #toBroken(input: VisitInput, error: unknown): NodeVisit {
    if (this.#endState !== undefined || isOfWholeRun(error)) throw error;
    return toBrokenVisit(input, error);
  }

  #endBy(error: unknown, id: DatasetId): void {
    const reason = toStemmaError(error, `tracing ${id}`);
    if (reason.code === "interrupted") this.#end("interrupted");
    else if (reason.code === "budget") this.#end("budget-reached");
    else this.#end("failed", reason);
  }

  #close(job: FrontierJob, visit: NodeVisit): void {
    const links = [...listLinks(visit), ...this.#known.listAsserted(job.id)];
    this.#frontier.close(job, { isLookedUpOnly: visit.state === "looked-up", links });
    this.#checkKey(job, visit.facts?.record?.key ?? null);
    this.#doneCount++;
    if (job.kind === "trace" && visit.aliasOf === null) this.#tracedCount++;
    if (visit.state !== "looked-up") this.#records.delete(job.id);
    if (visit.state === "failed") this.#failed.push(toFailed(visit));
    this.#emit({
      kind: "dataset-finished",
      id: job.id,
      outcome: visit.claims.length > 0 ? { kind: "traced" } : (visit.facts?.outcome ?? null),
      renamedTo: visit.aliasOf,
      upstreams: new Set(visit.claims.map(({ resolution }) => resolution.id)).size,
      isRetriedNextTime: visit.state === "failed",
      counts: this.#toCounts(),
    });
  }

  /** Two names for one key: the earlier may have been renamed since it was visited, so the hub is asked again. */
  #checkKey({ id, distance }: FrontierJob, key: string | null): void {
    if (key === null) return;
    const other = this.#idsByKey.get(key);
    this.#idsByKey.set(key, id);
    if (other === undefined || other === id || this.#checkedKeys.has(key)) return;
    this.#checkedKeys.add(key);
    this.#frontier.reopen(other, distance);
  }

  #toCounts() {
    return { done: this.#doneCount, known: this.#frontier.knownCount, running: this.#running.size };
  }

  #finish(): TraceResult {
    if (this.#fatal === undefined) this.#writer.flush();
    const state = this.#endState ?? "finished";
    this.#run = {
      ...this.#run,
      state,
      endedAt: new Date().toISOString(),
      counts: { visited: this.#doneCount, traced: this.#tracedCount, failed: this.#failed.length },
      leftOver: this.#frontier.listOpen().sort(compareIds),
    };
    if (this.#fatal !== undefined) {
      this.#saveFailedRun();
      throw this.#fatal;
    }
    const { store, agents } = this.#request;
    store.saveRun(this.#run);
    const graph = assembleGraph(store, agents);
    store.saveRunGraph(this.#run.id, toCanonicalPieces(graph));
    const failed = [...this.#failed].sort((a, b) => compareIds(a.id, b.id));
    const result = { run: this.#run, graph, failed, isPartial: state !== "finished" || failed.length > 0 };
    this.#emit({ kind: "run-ended", result });
    return result;
  }

  /** The store itself may be what failed; the first error is the one that counts. */
  #saveFailedRun(): void {
    try {
      this.#request.store.saveRun(this.#run);
    } catch {
      return;
    }
  }

  #emit(event: TraceEvent): void {
    this.#request.onEvent?.(event);
  }
}

function toRun(request: TraceRequest): Run {
  return {
    id: request.runId ?? randomUUID(),
    seeds: [...request.seeds].sort(compareIds),
    budget: request.budget,
    startedAt: new Date().toISOString(),
    endedAt: null,
    state: "running",
    counts: {},
    leftOver: [],
    world: request.sourcesTitle ?? null,
  };
}

const wholeRunCodes = new Set<StemmaError["code"]>([
  "auth",
  "budget",
  "interrupted",
  "corrupt",
  "store-locked",
  "store-failed",
]);

function isOfWholeRun(error: unknown): boolean {
  return wholeRunCodes.has(toStemmaError(error, "a visit").code);
}

function toFailed(visit: NodeVisit): FailedDataset {
  const outcome = visit.facts?.outcome;
  if (outcome?.kind === "unreadable") return { id: visit.id, reason: outcome.reason, detail: outcome.detail };
  const document = visit.facts?.unreadable.at(0);
  return {
    id: visit.id,
    reason: document?.reason ?? "network",
    detail: document === undefined ? "not reached" : `${document.url}: ${document.detail}`,
  };
}
