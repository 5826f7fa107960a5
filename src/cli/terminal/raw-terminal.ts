import { type Key, KeyReader } from "./keys.ts";
import type { OutputStream } from "./streams.ts";

/** A keyboard that can hand over single keys, as `process.stdin` on a terminal does. */
export type InputStream = NodeJS.ReadStream;

export interface RawTerminal {
  /** Columns and rows as they are now. */
  size(): { readonly columns: number; readonly rows: number };
  /** Shows the lines from the top; what was there before is gone. */
  draw(lines: readonly string[]): void;
  /** Puts the terminal back as it was found; a second call does nothing. */
  close(): void;
}

interface Listeners {
  onKey(key: Key): void;
  onResize(): void;
  /** The terminal is gone. */
  onEnd(): void;
}

// Alternate screen, hidden cursor, pasted text in brackets.
const enter = "\u001b[?1049h\u001b[?25l\u001b[?2004h";
const leave = "\u001b[?2004l\u001b[?25h\u001b[?1049l";
const toTop = "\u001b[H";
const clearLine = "\u001b[K";
const clearBelow = "\u001b[J";

/** Takes the terminal over until `close`; it is put back when the process ends in whatever way it can notice. */
export function openRawTerminal(
  input: InputStream,
  output: OutputStream,
  { onKey, onResize, onEnd }: Listeners,
): RawTerminal {
  const reader = new KeyReader();
  const onData = (text: string) => {
    for (const key of reader.read(text)) onKey(key);
  };
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    input.off("data", onData).off("end", onEnd).pause();
    output.off("resize", onResize);
    process.off("exit", close);
    input.setRawMode(false);
    output.write(leave);
  };
  process.once("exit", close);
  input.setRawMode(true);
  input.setEncoding("utf8").on("data", onData).on("end", onEnd).resume();
  output.on("resize", onResize);
  output.write(enter);
  return {
    size: () => ({ columns: output.columns ?? 80, rows: output.rows ?? 24 }),
    draw(lines) {
      if (isOpen) output.write(toTop + lines.map((line) => line + clearLine).join("\r\n") + clearBelow);
    },
    close,
  };
}
