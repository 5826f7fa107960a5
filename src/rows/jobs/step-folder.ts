import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { createParquetTable, openParquetTable, type ParquetTableWriter, TableNote } from "./parquet-table.ts";
import { type StepDescription, type StepOutput, toCanonicalText } from "./step.ts";
import type { TableShape, TableWriter } from "./table.ts";

/** What a step left, beside its tables. Written last, so that it stands for the whole. */
const OutputFile = z.strictObject({
  result: z.json(),
  tables: z.record(z.string(), TableNote),
});

/** An output that is being written. */
interface PartialOutput {
  openTable(name: string, shape: TableShape): TableWriter;
  /** Makes it the output of its step. When another process was faster, that one's stands: both are equal. */
  publish(result: unknown): void;
  discard(): void;
}

/**
 * A work folder: `done/<id>` holds the outputs of steps, each complete or not there at all; `partial/` what is being written;
 * `steps/<id>.json` the descriptions, each of which any machine can run that sees the folder and the inputs.
 */
export interface StepFolder {
  readonly path: string;
  /** Marks what is being written for this job. */
  readonly owner: string;
  isDone(id: string): boolean;
  /** @throws StemmaError `not-found` when the step has not been run here. */
  open(id: string): StepOutput;
  begin(id: string): PartialOutput;
  describe(id: string, description: StepDescription): void;
  /** Removes what its owner left unfinished, and what processes of this machine did that are no more. */
  tidy(): void;
}

/**
 * @param owner of another opening of the same folder, for a worker of the same job
 * @throws StemmaError `store-failed` when the folder cannot be written to.
 */
export function openStepFolder(path: string, owner = createOwner()): StepFolder {
  const places = { done: join(path, "done"), partial: join(path, "partial"), steps: join(path, "steps") };
  try {
    for (const place of Object.values(places)) mkdirSync(place, { recursive: true });
  } catch (cause) {
    throw createWriteError(path, cause);
  }
  const toDone = (id: string) => join(places.done, id);
  const toPartial = (name: string) => join(places.partial, `${name}.${owner}.${randomUUID()}`);
  const opened = new Map<string, StepOutput>();
  const open = (id: string) => {
    const output = opened.get(id) ?? openOutput(toDone(id), id);
    if (opened.size >= mostOpened) opened.clear();
    opened.set(id, output);
    return output;
  };
  return {
    path,
    owner,
    isDone: (id) => existsSync(join(toDone(id), outputName)),
    open,
    begin: (id) => beginOutput(toDone(id), toPartial(id)),
    describe(id, description) {
      const target = join(places.steps, `${id}.json`);
      if (existsSync(target)) return;
      try {
        writeWhole(
          target,
          `${toCanonicalText(description)}
`,
          toPartial("step"),
        );
      } catch (cause) {
        throw createWriteError(path, cause);
      }
    },
    tidy: () => removeLeftovers(places.partial, owner),
  };
}

/** The file of a table, for those that read it as rows. */
export function toTablePath(folder: Pick<StepFolder, "path">, id: string, table: string): string {
  return join(folder.path, "done", id, `${table}.parquet`);
}

const outputName = "output.json";
/** Outputs whose notes are kept in memory: they do not change. */
const mostOpened = 2048;
const host = hostname().replaceAll(/[^\w-]/g, "-");

/** This machine, this process, this opening. */
function createOwner(): string {
  return `${host}.${process.pid}.${randomUUID()}`;
}

function openOutput(folder: string, id: string): StepOutput {
  const output = readOutput(folder, id);
  return {
    id,
    result: output.result,
    async openTable(name) {
      const table = output.tables[name];
      if (table === undefined) return { groupSizes: [], readGroup: async () => ({}) };
      return openParquetTable(join(folder, `${name}.parquet`), table);
    },
  };
}

function readOutput(folder: string, id: string): z.output<typeof OutputFile> {
  const path = join(folder, outputName);
  if (!existsSync(path)) {
    throw new StemmaError("not-found", `the output of step ${id} is not in the work folder`, {
      hint: "run the step first, or the whole command again",
    });
  }
  try {
    return OutputFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new StemmaError("corrupt", `${path} cannot be read as the output of a step`, {
      hint: `remove ${folder} and run the command again`,
      cause,
    });
  }
}

function beginOutput(done: string, folder: string): PartialOutput {
  mkdirSync(folder, { recursive: true });
  const tables = new Map<string, ParquetTableWriter>();
  const toPath = (name: string) => join(folder, `${name}.parquet`);
  return {
    openTable(name, shape) {
      const table = createParquetTable(toPath(name), shape);
      tables.set(name, table);
      return table;
    },
    publish(result) {
      const notes = [...tables].map(([name, table]) => [name, table.finish()] as const);
      const output = { result, tables: Object.fromEntries(notes) };
      writeFileSync(join(folder, outputName), toCanonicalText(output));
      moveInto(folder, done);
    },
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function moveInto(folder: string, done: string): void {
  try {
    renameSync(folder, done);
  } catch (cause) {
    if (!existsSync(join(done, outputName))) throw createWriteError(done, cause);
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeWhole(target: string, text: string, partial: string): void {
  writeFileSync(partial, text);
  renameSync(partial, target);
}

function removeLeftovers(partial: string, owner: string): void {
  for (const name of readdirSync(partial)) {
    const [, from = "", by, pid] = /^\w+\.(([\w-]+)\.(\d+)\.[\w-]+)\.[\w-]+$/.exec(name) ?? [];
    const isLeft = from === owner || (by === host && !isAlive(Number(pid)));
    if (isLeft) rmSync(join(partial, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function createWriteError(path: string, cause: unknown): StemmaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StemmaError("store-failed", `the work folder cannot be written to: ${reason}`, {
    hint: `check ${path}, or name another folder with --work`,
    cause,
  });
}
