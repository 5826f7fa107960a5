import type { ReadOptions, RowFile } from "../row-input.ts";
import { openText } from "../text-stream.ts";

const fileMagic = "ARROW1";
const fileStartBytes = 8;
const endMark = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

export interface Messages {
  /** The messages of a stream; those of a file without its first bytes, which makes them one. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Whether the end was reached as the format wants it. */
  hasEnded(): boolean;
  /** Lets go of the file; whoever reads messages may stop anywhere. */
  close(): Promise<void>;
}

export function openMessages(
  file: RowFile,
  options: Pick<ReadOptions, "onNote" | "onProgress" | "signal">,
): Messages {
  let last: Uint8Array = new Uint8Array();
  let isOver = false;

  async function* stream(): AsyncGenerator<Uint8Array, void> {
    let position = 0;
    for await (const chunk of openText(file, options)) {
      const isFile = position === 0 && Buffer.from(chunk.subarray(0, 6)).toString("latin1") === fileMagic;
      position += chunk.length;
      last = Buffer.concat([last, chunk.subarray(-endMark.length)]).subarray(-endMark.length);
      yield isFile ? chunk.subarray(fileStartBytes) : chunk;
    }
    isOver = true;
  }

  const bytes = stream();
  return {
    bytes,
    hasEnded: () => !isOver || endMark.equals(last),
    close: async () => {
      await bytes.return();
    },
  };
}
