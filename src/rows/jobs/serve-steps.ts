import { parentPort, workerData } from "node:worker_threads";
import { createRowKernels } from "../../kernels/index.ts";
import { toStemmaError } from "../../model/index.ts";
import { runStep } from "./run-step.ts";
import type { StepKind, StepProgress } from "./step.ts";
import { openStepFolder } from "./step-folder.ts";
import type { WorkerMessage, WorkerStart, WorkerTask } from "./worker-messages.ts";

const progressEveryMs = 100;

/** Makes this worker thread one of a pool: it runs the steps that it is sent, one at a time. */
export function serveSteps(kinds: readonly StepKind[]): void {
  const port = parentPort;
  if (port === null) throw new TypeError("steps are served by worker threads only");
  const start = workerData as WorkerStart;
  const folder = openStepFolder(start.folder, start.owner);
  const kernels = createRowKernels();
  const send = (message: WorkerMessage) => port.postMessage(message);
  port.on("message", ({ id, description }: WorkerTask) => {
    const sendProgress = (progress: StepProgress) => send({ kind: "progress", id, progress });
    const progress = limitRate(sendProgress);
    runStep(description, { folder, kinds, kernels, onProgress: progress.report }).then(
      () => {
        progress.flush();
        send({ kind: "done", id });
      },
      (thrown: unknown) => {
        const { code, message, hint } = toStemmaError(thrown, `step "${description.kind}"`);
        send({ kind: "failed", id, error: { code, message, hint } });
      },
    );
  });
}

/** Passes on a report at most every so often, and the last one at the end. */
function limitRate(send: (progress: StepProgress) => void) {
  let lastAt = 0;
  let held: StepProgress | undefined;
  const flush = () => {
    if (held !== undefined) send(held);
    held = undefined;
  };
  return {
    flush,
    report(progress: StepProgress) {
      held = progress;
      const now = Date.now();
      if (now - lastAt < progressEveryMs) return;
      lastAt = now;
      flush();
    },
  };
}
