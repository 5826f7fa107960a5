import type { Writable } from "node:stream";

export interface TextStream {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  write(text: string): void;
}

export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** A stream that stays silent once its reader has gone (`stemma list | head -1`), instead of crashing. */
export function toTextStream(stream: OutputStream): TextStream {
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns || undefined,
    write(text) {
      if (!isClosed) stream.write(text);
    },
  };
}

const chunkLength = 65_536;

/** Writes the pieces in chunks of some 64 KiB, so that the whole text never stands in memory. */
export function writePieces(stream: TextStream, pieces: Iterable<string>): void {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    stream.write(chunk);
    chunk = "";
  }
  if (chunk !== "") stream.write(chunk);
}
