import { StemmaError } from "../model/index.ts";
import type { TextStream } from "./terminal/streams.ts";

export interface Interrupt {
  readonly signal: AbortSignal;
  stopListening(): void;
}

const interruptedExitCode = new StemmaError("interrupted", "").exitCode;
const signals = ["SIGINT", "SIGTERM"] as const;

/** The first Ctrl-C asks the work to stop and keeps what is done; the second leaves at once. */
export function listenForInterrupt(stderr: TextStream): Interrupt {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    stderr.write("\nstopping; what was read is kept (press Ctrl-C again to leave at once)\n");
    controller.abort(new StemmaError("interrupted", "the command was interrupted"));
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    stopListening() {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
