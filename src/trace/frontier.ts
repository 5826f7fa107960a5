import { compareText, type DatasetId, isHubId } from "../model/index.ts";

export interface FrontierJob {
  readonly id: DatasetId;
  /** `trace`: read its documents; `look-up`: it lies beyond the distance, ask only whether it exists and since when. */
  readonly kind: "trace" | "look-up";
  readonly distance: number;
}

/** One step up from a dataset: a claimed upstream, or (no further away) the id that a renamed one has today. */
export interface FrontierLink {
  readonly id: DatasetId;
  readonly isRename: boolean;
}

type FrontierState = "open" | "busy" | "looked-up" | "closed";

export interface FrontierOptions {
  readonly maxDistance: number | null;
  /** What is known of an id when it is first reached; undefined for one never heard of. */
  readonly findKnown: (id: DatasetId) => KnownNode | undefined;
}

export interface KnownNode {
  readonly state: "open" | "looked-up" | "closed";
  readonly links: readonly FrontierLink[];
}

/**
 * What is left to visit, deepest first, then by id. Distances are the shortest ways from the seeds found so far: a
 * shorter one found later is passed on, and may bring a dataset back that lay beyond the limit.
 */
export class Frontier {
  readonly #maxDistance: number;
  readonly #findKnown: FrontierOptions["findKnown"];
  readonly #distances = new Map<DatasetId, number>();
  readonly #states = new Map<DatasetId, FrontierState>();
  readonly #links = new Map<DatasetId, readonly FrontierLink[]>();
  readonly #heap = new JobHeap();

  constructor(options: FrontierOptions) {
    this.#maxDistance = options.maxDistance ?? Number.POSITIVE_INFINITY;
    this.#findKnown = options.findKnown;
  }

  get knownCount(): number {
    return this.#states.size;
  }

  /** Says that there is a way of this length from a seed. */
  reach(id: DatasetId, distance: number): void {
    const waiting: [DatasetId, number][] = [[id, distance]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [reached, length] = next;
      const known = this.#distances.get(reached);
      if (known !== undefined && known <= length) continue;
      this.#distances.set(reached, length);
      if (!this.#states.has(reached)) this.#meet(reached);
      this.#queue(reached);
      for (const link of this.#links.get(reached) ?? []) {
        waiting.push([link.id, link.isRename ? length : length + 1]);
      }
    }
  }

  /** Takes the next job, or undefined when nothing can be done until a busy one ends. */
  take(): FrontierJob | undefined {
    for (let job = this.#heap.pop(); job !== undefined; job = this.#heap.pop()) {
      if (!this.#isCurrent(job)) continue;
      this.#states.set(job.id, "busy");
      return job;
    }
    return undefined;
  }

  /** Puts a job back that was taken and not done. */
  giveBack(job: FrontierJob): void {
    this.#states.set(job.id, "open");
    this.#queue(job.id);
  }

  /** What is known of the id may be out of date: it is visited once more. */
  reopen(id: DatasetId, distance: number): void {
    this.reach(id, distance);
    const state = this.#states.get(id);
    if (state !== "closed" && state !== "looked-up") return;
    this.#states.set(id, "open");
    this.#queue(id);
  }

  /** The job is done; its links are reached from here. */
  close(
    job: FrontierJob,
    result: { readonly isLookedUpOnly: boolean; readonly links: readonly FrontierLink[] },
  ) {
    this.#states.set(job.id, result.isLookedUpOnly ? "looked-up" : "closed");
    this.#links.set(job.id, result.links);
    const distance = this.#distances.get(job.id) ?? job.distance;
    for (const link of result.links) this.reach(link.id, link.isRename ? distance : distance + 1);
    this.#queue(job.id);
  }

  /** Ids that were reached and still have to be visited. */
  listOpen(): DatasetId[] {
    return [...this.#states.keys()].filter((id) => this.#findJobKind(id) !== undefined || this.#isBusy(id));
  }

  #meet(id: DatasetId): void {
    const known = isHubId(id) ? this.#findKnown(id) : closedNode;
    this.#states.set(id, known?.state ?? "open");
    this.#links.set(id, known?.links ?? []);
  }

  #queue(id: DatasetId): void {
    const kind = this.#findJobKind(id);
    if (kind !== undefined) this.#heap.push({ id, kind, distance: this.#distances.get(id) ?? 0 });
  }

  #findJobKind(id: DatasetId): FrontierJob["kind"] | undefined {
    const isNear = (this.#distances.get(id) ?? 0) <= this.#maxDistance;
    const state = this.#states.get(id);
    if (state === "open") return isNear ? "trace" : "look-up";
    return state === "looked-up" && isNear ? "trace" : undefined;
  }

  #isCurrent(job: FrontierJob): boolean {
    return this.#findJobKind(job.id) === job.kind && this.#distances.get(job.id) === job.distance;
  }

  #isBusy(id: DatasetId): boolean {
    return this.#states.get(id) === "busy";
  }
}

const closedNode: KnownNode = { state: "closed", links: [] };

class JobHeap {
  readonly #jobs: FrontierJob[] = [];

  push(job: FrontierJob): void {
    let index = this.#jobs.push(job) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  pop(): FrontierJob | undefined {
    const first = this.#jobs[0];
    const last = this.#jobs.pop();
    if (first === undefined || last === undefined || this.#jobs.length === 0) return first;
    this.#jobs[0] = last;
    this.#sink();
    return first;
  }

  #sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const smaller = left + 1 < this.#jobs.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (smaller >= this.#jobs.length || !this.#isBefore(smaller, index)) return;
      this.#swap(smaller, index);
      index = smaller;
    }
  }

  #isBefore(index: number, other: number): boolean {
    const [a, b] = [this.#jobs[index], this.#jobs[other]];
    if (a === undefined || b === undefined) return false;
    return a.distance === b.distance ? compareText(a.id, b.id) < 0 : a.distance > b.distance;
  }

  #swap(index: number, other: number): void {
    const [a, b] = [this.#jobs[index], this.#jobs[other]];
    if (a === undefined || b === undefined) return;
    this.#jobs[index] = b;
    this.#jobs[other] = a;
  }
}
