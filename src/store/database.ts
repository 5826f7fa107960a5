import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import { findSealedJson } from "./sealed-json.ts";
import { toCorruptError, toStoreError } from "./store-error.ts";

const busyTimeoutMs = 10_000;

export type Row = Record<string, unknown>;

export interface DatabaseOptions {
  readonly readOnly: boolean;
  /** For a store in a folder that cannot be written: no locks, no journal, nobody else may write meanwhile. */
  readonly isImmutable?: boolean;
  /** The path that messages name; a draft is spoken of by the name it is to have. */
  readonly shownAs?: string;
}

/** A SQLite connection whose failures are StemmaErrors that name the file. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #isInTransaction = false;

  constructor(path: string, options: DatabaseOptions) {
    this.path = options.shownAs ?? path;
    const address = pathToFileURL(path);
    if (options.isImmutable) address.search = "?immutable=1";
    try {
      this.#connection = new DatabaseSync(address, {
        readOnly: options.readOnly,
        timeout: busyTimeoutMs,
        enableForeignKeyConstraints: true,
      });
    } catch (error) {
      throw toStoreError(error, this.path);
    }
  }

  execute(sql: string): void {
    this.#guard(() => this.#connection.exec(sql));
  }

  /** Runs one statement and returns how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values).changes));
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...values));
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values));
  }

  /** Everything `work` writes is written, or nothing of it; a call inside a transaction joins it. */
  transaction<Result>(work: () => Result): Result {
    if (this.#isInTransaction) return work();
    this.execute("BEGIN IMMEDIATE");
    this.#isInTransaction = true;
    try {
      const result = work();
      this.execute("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw toStoreError(error, this.path);
    } finally {
      this.#isInTransaction = false;
    }
  }

  /** Everything `work` reads is from one moment, whatever other processes write meanwhile; it must write nothing. */
  readAtOnce<Result>(work: () => Result): Result {
    if (this.#isInTransaction) return work();
    this.execute("BEGIN");
    this.#isInTransaction = true;
    try {
      return work();
    } finally {
      this.#isInTransaction = false;
      this.#rollBack();
    }
  }

  /** Reads a column of sealed JSON; what is not as it was written is damage, never skipped. */
  parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
    const json = typeof value === "string" ? findSealedJson(value) : undefined;
    if (json === undefined) throw toCorruptError(this.path, `${what} is not as it was written`);
    return this.check(schema, JSON.parse(json), what);
  }

  check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw toCorruptError(
      this.path,
      `${what} has a wrong field "${issue?.path.join(".")}": ${issue?.message}`,
      parsed.error,
    );
  }

  close(): void {
    this.#statements.clear();
    this.#guard(() => this.#connection.close());
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #rollBack(): void {
    try {
      if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
    } catch {
      // The error that led here is the one to report; SQLite rolls back by itself when the file is next opened.
    }
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw toStoreError(error, this.path);
    }
  }
}
