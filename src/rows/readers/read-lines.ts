import { type LineChunk, LineCutter, longestLineBytes } from "./line-cutter.ts";
import type { ReadNote, ReadOptions, RowFile } from "./row-input.ts";
import { openLentText } from "./text-stream.ts";

export type LineOptions = Pick<ReadOptions, "range" | "onNote" | "onProgress" | "signal">;

/**
 * The lines that begin inside the range, in chunks of about a mebibyte: a line belongs to the shard in which it begins,
 * so that shards that share no byte share no line. Holds one chunk, which is valid until the next is asked for, and the
 * beginning of the line after it.
 *
 * Of a line of more than 256 MiB only the beginning is given, which is no JSON; a note says so.
 */
export async function* readLines(file: RowFile, options: LineOptions = {}): AsyncIterable<LineChunk> {
  const range = options.range ?? { start: 0, end: Number.POSITIVE_INFINITY };
  if (range.end <= range.start) return;
  const cutter = new LineCutter(range, (offset) => options.onNote?.(toLongLineNote(file, offset)));
  const tell = createTeller(file, options);
  const onProgress = options.range ? undefined : options.onProgress;
  for await (const chunk of openLentText(file, { ...options, onProgress }, Math.max(range.start - 1, 0))) {
    const lines = cutter.add(chunk);
    tell(cutter.position);
    if (lines !== undefined) yield lines;
    if (cutter.isOver) break;
  }
  const rest = cutter.finish();
  tell(range.end);
  if (rest !== undefined) yield rest;
}

/** Tells the progress within a range; that of a whole file is told by its stream. */
function createTeller(file: RowFile, { onProgress, range }: LineOptions): (position: number) => void {
  if (onProgress === undefined || !range) return () => {};
  const end = Math.min(range.end, file.bytes.byteLength);
  let told = range.start;
  return (position) => {
    const now = Math.min(position, end);
    if (now > told) onProgress(now - told);
    told = Math.max(now, told);
  };
}

function toLongLineNote(file: RowFile, offset: number): ReadNote {
  const size = `${longestLineBytes / 1024 / 1024} MiB`;
  return {
    file: file.bytes.name,
    kind: "unread-part",
    isLoss: true,
    message: `${file.bytes.name}: the line that begins at byte ${offset} is longer than ${size}; it counts as broken`,
    hint: "A row of this size is most often a file whose line breaks were lost.",
  };
}
