import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { StemmaError } from "../../model/index.ts";
import type { ListKeptFiles } from "./kept-file.ts";
import { toEntryLines, toRecordLines } from "./write-lines.ts";
import { type ParquetColumns, toParquetBytes, toRecordParquet } from "./write-parquet.ts";

/** Forms in which rows are written, by the ending of the file's name. */
const endings = [".jsonl", ".jsonl.gz", ".parquet"] as const;

/** @throws StemmaError `usage` for a name with another ending. */
export function findRowEnding(path: string): (typeof endings)[number] {
  const found = endings.find((ending) => path.endsWith(ending));
  if (found !== undefined) return found;
  throw new StemmaError("usage", `${path} does not say in which form rows are to be written`, {
    hint: `end its name in ${endings.join(", ")}`,
  });
}

/** The content of the file: records of other files, as they are. */
export function toRecordContent(
  path: string,
  list: ListKeptFiles,
  signal?: AbortSignal,
): AsyncIterable<Uint8Array> {
  const ending = findRowEnding(path);
  if (ending === ".parquet") return toRecordParquet(list, signal);
  return ending === ".jsonl" ? toRecordLines(list, signal) : compress(toRecordLines(list, signal));
}

/**
 * The content of the file: values of our own. Objects inside them are flat in Parquet: `{"kept":{"row":1}}` is a column
 * `kept_row`.
 *
 * @param columns of the flat values
 */
export function toEntryContent(
  path: string,
  entries: Iterable<object>,
  columns: ParquetColumns,
): AsyncIterable<Uint8Array> {
  const ending = findRowEnding(path);
  if (ending === ".parquet") return toParquetBytes(columns, flatten(entries));
  const lines = Readable.from(toEntryLines(entries));
  return ending === ".jsonl" ? lines : compress(lines);
}

function* flatten(entries: Iterable<object>): Iterable<object> {
  for (const entry of entries) {
    yield Object.fromEntries(
      Object.entries(entry).flatMap(([name, value]): [string, unknown][] =>
        typeof value === "object" && value !== null
          ? Object.entries(value).map(([inner, own]) => [`${name}_${inner}`, own])
          : [[name, value]],
      ),
    );
  }
}

/** Of equal content equal bytes: gzip's header carries no time here. */
function compress(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gzip = createGzip();
  pipeline(Readable.from(content), gzip, () => {
    // Whoever reads from it is told of an error.
  });
  return gzip;
}
