import type { Writable } from "node:stream";

export interface TextStream {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  write(text: string): void;
  /** Resolves when a slow reader has taken most of what was written, or is gone. */
  drain(): Promise<void>;
}

export type OutputStream = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** A stream that stays silent once its reader has gone (`stemma list | head -1`), instead of crashing. */
export function toTextStream(stream: OutputStream): TextStream {
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });
  const isBehind = () => !isClosed && stream.writableNeedDrain;
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns || undefined,
    write(text) {
      if (!isClosed) stream.write(text);
    },
    async drain() {
      if (!isBehind()) return;
      await new Promise<void>((resolve) => {
        for (const event of ["drain", "error", "close"]) stream.once(event, () => resolve());
      });
    },
  };
}

const chunkLength = 65_536;

/** Writes the pieces in chunks of some 64 KiB, as fast as they are read: the whole text never stands in memory. */
export async function writePieces(
  stream: Pick<TextStream, "write" | "drain">,
  pieces: Iterable<string>,
): Promise<void> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    stream.write(chunk);
    await stream.drain();
    chunk = "";
  }
  if (chunk !== "") stream.write(chunk);
}
