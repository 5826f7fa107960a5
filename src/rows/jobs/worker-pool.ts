import { Worker } from "node:worker_threads";
import { StemmaError } from "../../model/index.ts";
import { createProgressSum, type ProgressSum } from "./progress-sum.ts";
import { type StepOutput, toStepId } from "./step.ts";
import { openStepFolder, type StepFolder } from "./step-folder.ts";
import type { JobProgress, PlannedStep, StepRunner } from "./step-runner.ts";
import type { SentError, WorkerMessage, WorkerStart, WorkerTask } from "./worker-messages.ts";

export interface WorkerPoolOptions {
  /** Work folder; outputs that are in it already are used. */
  readonly folder: string;
  /** Worker threads. */
  readonly workers: number;
  /** The module that a worker runs: it calls `serveSteps`. */
  readonly entry: URL;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;
}

/** How often a step is begun whose worker dies; what kills so many is in the step. */
const mostAttempts = 3;

/** Runs steps by worker threads over a work folder. A step whose worker dies is begun again by another one. */
export function createWorkerPool(options: WorkerPoolOptions): StepRunner {
  const folder = openStepFolder(options.folder);
  folder.tidy();
  const progress = createProgressSum(options.onProgress);
  const idle: Worker[] = [];
  const run = async (steps: readonly PlannedStep[]): Promise<readonly StepOutput[]> => {
    const tasks = steps.map(({ description }) => ({ id: toStepId(description), description }));
    for (const { id, description } of tasks) folder.describe(id, description);
    progress.expect(steps.map(({ bytes }, index) => ({ id: tasks[index]?.id ?? "", bytes: bytes ?? 0 })));
    await new Batch({ ...options, folder, progress, idle }, tasks).finish();
    return tasks.map(({ id }) => folder.open(id));
  };
  return {
    run,
    async close() {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
      folder.tidy();
    },
  };
}

interface Pool extends Pick<WorkerPoolOptions, "workers" | "entry" | "signal"> {
  readonly folder: StepFolder;
  readonly progress: ProgressSum;
  /** Workers without a task, kept for the next steps. */
  readonly idle: Worker[];
}

/** Some steps that are run together. */
class Batch {
  readonly #pool: Pool;
  readonly #waiting: WorkerTask[];
  readonly #busy = new Map<Worker, WorkerTask>();
  readonly #attempts = new Map<string, number>();
  /** Set when the rest of the tasks is not to be done. */
  #isOver = false;
  #end: { resolve(): void; reject(error: unknown): void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };

  constructor(pool: Pool, tasks: readonly WorkerTask[]) {
    this.#pool = pool;
    this.#waiting = [...new Map(tasks.map((task) => [task.id, task])).values()];
  }

  async finish(): Promise<void> {
    const { signal } = this.#pool;
    const stop = () => this.#fail(createInterruption(this.#pool.folder.path));
    try {
      await new Promise<void>((resolve, reject) => {
        this.#end = { resolve, reject };
        signal?.addEventListener("abort", stop);
        if (signal?.aborted) stop();
        else this.#handOut();
      });
    } catch (error) {
      const workers = [...this.#busy.keys()];
      this.#busy.clear();
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Gives tasks to workers while there are both. Steps that another process has done meanwhile are not run. */
  #handOut(): void {
    if (this.#isOver) return;
    while (this.#busy.size < this.#pool.workers) {
      const task = this.#waiting.shift();
      if (task === undefined) break;
      if (this.#pool.folder.isDone(task.id)) this.#pool.progress.finish(task.id);
      else this.#give(task);
    }
    if (this.#busy.size === 0 && this.#waiting.length === 0) this.#end.resolve();
  }

  #give(task: WorkerTask): void {
    const worker = this.#pool.idle.pop() ?? startWorker(this.#pool);
    this.#busy.set(worker, task);
    this.#attempts.set(task.id, (this.#attempts.get(task.id) ?? 0) + 1);
    worker.removeAllListeners();
    worker.on("message", (message: WorkerMessage) => this.#take(worker, message));
    worker.on("error", (error) => this.#lose(worker, error));
    worker.on("exit", () => this.#lose(worker, undefined));
    worker.postMessage(task);
  }

  #take(worker: Worker, message: WorkerMessage): void {
    if (message.kind === "progress") {
      this.#pool.progress.report(message.id, message.progress);
      return;
    }
    this.#busy.delete(worker);
    rest(worker, this.#pool.idle);
    if (message.kind === "failed") this.#fail(toThrown(message.error));
    else {
      this.#pool.progress.finish(message.id);
      this.#handOut();
    }
  }

  #fail(error: StemmaError): void {
    this.#isOver = true;
    this.#end.reject(error);
  }

  /** The step of a worker that has died waits again, at the front. */
  #lose(worker: Worker, error: Error | undefined): void {
    const task = this.#busy.get(worker);
    if (task === undefined) return;
    this.#busy.delete(worker);
    if ((this.#attempts.get(task.id) ?? 0) >= mostAttempts) this.#fail(createLossError(task, error));
    else {
      this.#waiting.unshift(task);
      this.#handOut();
    }
  }
}

/** Keeps a worker for the next task; one that dies meanwhile is let go. */
function rest(worker: Worker, idle: Worker[]): void {
  worker.removeAllListeners();
  idle.push(worker);
  worker.on("error", () => undefined);
  worker.on("exit", () => idle.splice(0, idle.length, ...idle.filter((other) => other !== worker)));
}

function startWorker({ entry, folder }: Pool): Worker {
  const start: WorkerStart = { folder: folder.path, owner: folder.owner };
  return new Worker(entry, { workerData: start });
}

function toThrown({ code, message, hint }: SentError): StemmaError {
  return new StemmaError(code, message, { hint });
}

function createLossError({ description, id }: WorkerTask, cause: Error | undefined): StemmaError {
  const reason = cause === undefined ? "" : `: ${cause.message}`;
  return new StemmaError(
    "unexpected",
    `a step "${description.kind}" ended its worker ${mostAttempts} times${reason}`,
    {
      hint: `run it by itself to see why: stemma rows step steps/${id}.json, in the work folder`,
      cause,
    },
  );
}

function createInterruption(folder: string): StemmaError {
  return new StemmaError("interrupted", "the scan of the rows was interrupted", {
    hint: `the same command goes on where it stopped (work folder: ${folder})`,
  });
}
