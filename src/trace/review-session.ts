import type { ReviewEvent } from "../model/index.ts";
import type { Agents } from "../model/ports/index.ts";
import type { LineageStore } from "../store/index.ts";
import { planReviews, type ReviewPlan } from "./add-review.ts";
import { type Assembled, assemble, assembleReviewedGraph } from "./assemble/assemble-graph.ts";
import type { ReviewedGraph } from "./assemble/reviewed-graph.ts";

interface SessionOptions {
  readonly agents: Agents;
  /** True opens the store for reading, and once more when the first decision is to be written. */
  readonly readOnly: boolean;
  open(options: { readonly readOnly: boolean }): LineageStore;
}

interface Kept extends Assembled {
  /** Of the store as it was read, in the words of the connection that is open. */
  readonly version: number;
}

/**
 * A store for as long as a person works on it. What its documents say is read once; a decision is put over it, and when
 * another connection writes, everything is read anew: the answers are always those of a graph made from the start.
 */
export class ReviewSession {
  readonly #options: SessionOptions;
  #isWritable: boolean;
  #store: LineageStore;
  #kept: Kept | undefined;

  /** @throws StemmaError what opening the store throws. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#isWritable = !options.readOnly;
    this.#store = options.open({ readOnly: options.readOnly });
  }

  /** The graph of the store as it stands now. */
  load(): ReviewedGraph {
    return this.#load().reviewed;
  }

  /** The graph as it would stand with these reviews. */
  preview(planned: readonly ReviewEvent[]): ReviewedGraph {
    const { lineage, reviewed } = this.#load();
    return (
      lineage.findReviewed([...reviewed.events, ...planned]) ??
      assembleReviewedGraph(this.#store, this.#options.agents, planned)
    );
  }

  /** @throws StemmaError as {@link planReviews} does. */
  plan(plan: ReviewPlan): ReviewEvent[] {
    return planReviews(plan, { store: this.#store, reviewed: this.load() });
  }

  /** Writes all of them or none. */
  append(events: readonly ReviewEvent[]): void {
    this.#makeWritable();
    this.#store.appendReviews(events);
    const kept = this.#kept;
    if (kept === undefined) return;
    const reviewed = kept.lineage.findReviewed([...kept.reviewed.events, ...events]);
    this.#kept = reviewed === undefined ? undefined : { ...kept, reviewed };
  }

  loadText(sha256: string): string {
    return this.#store.loadText(sha256);
  }

  close(): void {
    this.#kept = undefined;
    this.#store.close();
  }

  #load(): Kept {
    if (this.#kept?.version === this.#store.readForeignVersion()) return this.#kept;
    this.#kept = undefined;
    const store = this.#store;
    this.#kept = store.readAtOnce(() => {
      const version = store.readForeignVersion();
      return { ...assemble(store, this.#options.agents, store.loadReviews()), version };
    });
    return this.#kept;
  }

  /** What is kept holds for the new connection too where nobody has written since it was read. */
  #makeWritable(): void {
    if (this.#isWritable) return;
    const writable = this.#options.open({ readOnly: false });
    const version = writable.readForeignVersion();
    const isSame = this.#kept?.version === this.#store.readForeignVersion();
    this.#store.close();
    this.#store = writable;
    this.#isWritable = true;
    this.#kept = this.#kept !== undefined && isSame ? { ...this.#kept, version } : undefined;
  }
}
