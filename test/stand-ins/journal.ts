export type Role = "hub" | "arxiv" | "github" | "blog" | "files";

export interface JournalEntry {
  readonly host: Role;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly status: number;
  /** The stand-in has no such route: the client asked for something that the real host may not have either. */
  readonly isUnknown: boolean;
}

/** Every request that was answered, in the order of the answers. */
export class Journal {
  readonly entries: JournalEntry[] = [];

  get unknown(): readonly JournalEntry[] {
    return this.entries.filter((entry) => entry.isUnknown);
  }

  listPaths(host: Role): string[] {
    return this.entries.filter((entry) => entry.host === host).map((entry) => entry.path);
  }

  clear(): void {
    this.entries.length = 0;
  }
}
