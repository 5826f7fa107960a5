import type { HttpCall, ModelApi, ModelRequest } from "./model-request.ts";

export interface ModelJournalEntry extends HttpCall {
  /** Null for what belongs to no API alone. */
  readonly api: ModelApi | null;
  /** No API has such an address. */
  readonly isUnknown: boolean;
  readonly request: ModelRequest | null;
  /** 0 where the connection was torn or never answered. */
  readonly status: number;
}

/** Every request to the models, with all that was sent, in the order of the answers. */
export class ModelJournal {
  readonly entries: ModelJournalEntry[] = [];

  get unknown(): readonly ModelJournalEntry[] {
    return this.entries.filter((entry) => entry.isUnknown);
  }

  get requests(): readonly ModelRequest[] {
    return this.entries.flatMap(({ request }) => request ?? []);
  }

  get statuses(): readonly number[] {
    return this.entries.map((entry) => entry.status);
  }

  clear(): void {
    this.entries.length = 0;
  }
}
