import type { StepProgress } from "./step.ts";
import type { JobProgress } from "./step-runner.ts";

export interface ProgressSum {
  expect(steps: readonly { readonly id: string; readonly bytes: number }[]): void;
  /** What a step has read since it was last begun. */
  report(id: string, progress: StepProgress): void;
  finish(id: string): void;
}

/** Adds up what steps report, each once however often it is begun. */
export function createProgressSum(onProgress: ((progress: JobProgress) => void) | undefined): ProgressSum {
  const expected = new Map<string, number>();
  const reported = new Map<string, StepProgress>();
  const done = new Set<string>();
  let [rows, bytes, totalBytes] = [0, 0, 0];
  const tell = () => onProgress?.({ doneSteps: done.size, steps: expected.size, rows, bytes, totalBytes });
  const take = (id: string, progress: StepProgress) => {
    const before = reported.get(id);
    rows += progress.rows - (before?.rows ?? 0);
    bytes += progress.bytes - (before?.bytes ?? 0);
    reported.set(id, progress);
  };
  return {
    expect(steps) {
      for (const step of steps) {
        if (expected.has(step.id)) continue;
        expected.set(step.id, step.bytes);
        totalBytes += step.bytes;
      }
      tell();
    },
    report(id, progress) {
      take(id, progress);
      tell();
    },
    finish(id) {
      if (done.has(id)) return;
      done.add(id);
      take(id, { rows: reported.get(id)?.rows ?? 0, bytes: expected.get(id) ?? 0 });
      tell();
    },
  };
}
