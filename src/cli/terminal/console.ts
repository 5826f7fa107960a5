import type { InputStream } from "./raw-terminal.ts";
import type { Colors } from "./screen.ts";
import type { OutputStream } from "./streams.ts";

/** A terminal with a person at it. */
export interface Console {
  readonly input: InputStream;
  readonly output: OutputStream;
  readonly colors: Colors;
  /** Aborted by the signals that ask the program to end. */
  readonly signal: AbortSignal;
}
