import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { createParquetTable, openParquetTable, type ParquetTableWriter } from "./parquet-table.ts";
import { type StepDescription, type StepOutput, toCanonicalText } from "./step.ts";
import type { TableShape, TableWriter } from "./table.ts";

/** What a step left, beside its tables. Written last, so that it stands for the whole. */
const OutputFile = z.strictObject({
  result: z.json(),
  tables: z.record(z.string(), z.strictObject({ bytes: z.number(), groupSizes: z.array(z.number()) })),
});

/** An output that is being written. */
export interface PartialOutput {
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
  isDone(id: string): boolean;
  /** @throws StemmaError `not-found` when the step has not been run here. */
  open(id: string): StepOutput;
  begin(id: string): PartialOutput;
  describe(id: string, description: StepDescription): void;
  /** Removes what processes of this machine left unfinished that are no more, and what this process did. */
  tidy(): void;
}

/** @throws StemmaError `store-failed` when the folder cannot be written to. */
export function openStepFolder(path: string): StepFolder {
  const places = { done: join(path, "done"), partial: join(path, "partial"), steps: join(path, "steps") };
  try {
    for (const place of Object.values(places)) mkdirSync(place, { recursive: true });
  } catch (cause) {
    throw createWriteError(path, cause);
  }
  const toDone = (id: string) => join(places.done, id);
  return {
    path,
    isDone: (id) => existsSync(join(toDone(id), outputName)),
    open: (id) => openOutput(toDone(id), id),
    begin: (id) => beginOutput(toDone(id), join(places.partial, `${id}.${owner}.${randomUUID()}`)),
    describe(id, description) {
      const target = join(places.steps, `${id}.json`);
      if (existsSync(target)) return;
      try {
        writeWhole(target, `${toCanonicalText(description)}\n`, places.partial);
      } catch (cause) {
        throw createWriteError(path, cause);
      }
    },
    tidy: () => removeLeftovers(places.partial),
  };
}

/** The file of a table, for those that read it as rows. */
export function toTablePath(folder: Pick<StepFolder, "path">, id: string, table: string): string {
  return join(folder.path, "done", id, `${table}.parquet`);
}

const outputName = "output.json";
const host = hostname().replaceAll(/[^\w-]/g, "-");
const owner = `${host}.${process.pid}`;

function openOutput(folder: string, id: string): StepOutput {
  const output = readOutput(folder, id);
  return {
    id,
    result: output.result,
    async openTable(name) {
      const table = output.tables[name];
      if (table === undefined) return { groupSizes: [], readGroup: async () => ({}) };
      return await openParquetTable(join(folder, `${name}.parquet`), table.groupSizes);
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
      const described = [...tables].map(([name, table]) => {
        const groupSizes = table.finish();
        return [name, { bytes: statSync(toPath(name)).size, groupSizes }] as const;
      });
      const output = { result, tables: Object.fromEntries(described) };
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
  const path = join(partial, `step.${owner}.${randomUUID()}`);
  writeFileSync(path, text);
  renameSync(path, target);
}

function removeLeftovers(partial: string): void {
  for (const name of readdirSync(partial)) {
    const [, by = "", pid = ""] = /^\w+\.([\w-]+)\.(\d+)\.[\w-]+$/.exec(name) ?? [];
    const isOwn = Number(pid) === process.pid;
    if (by === host && (isOwn || !isAlive(Number(pid))))
      rmSync(join(partial, name), { recursive: true, force: true });
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
