import { StemmaError } from "../../model/index.ts";
import type { Console } from "../terminal/console.ts";
import type { Key } from "../terminal/keys.ts";
import { openRawTerminal } from "../terminal/raw-terminal.ts";
import { pressKey } from "./press-key.ts";
import type { ReviewDesk } from "./review-desk.ts";
import { toFirstState } from "./review-state.ts";
import { toScreenLines } from "./screen-lines.ts";

/**
 * Shows the queue until the person quits. Keys are taken one after the other: one that comes while a decision is being
 * written waits for it. The terminal is put back however it ends.
 *
 * @throws StemmaError `interrupted` after Ctrl-C or a signal.
 */
export async function runReviewScreen(desk: ReviewDesk, reviewer: string, place: Console): Promise<void> {
  let state = toFirstState(reviewer, desk.loadItems());
  const end = Promise.withResolvers<void>();
  let isOver = false;
  const interrupt = () => end.reject(new StemmaError("interrupted", "the review was interrupted"));
  const press = async (key: Key) => {
    if (isOver) return;
    const step = pressKey(state, key);
    state = step.state;
    if (step.effect?.kind === "quit") {
      isOver = true;
      return step.effect.isInterrupt ? interrupt() : end.resolve();
    }
    if (step.effect !== null) state = await desk.perform(state, step.effect);
    draw();
  };
  let line = Promise.resolve();
  const terminal = openRawTerminal(place.input, place.output, {
    onKey: (key) => {
      line = line.then(() => press(key)).catch(end.reject);
    },
    onResize: () => draw(),
    onEnd: interrupt,
  });
  const draw = () => terminal.draw(toScreenLines(state, terminal.size(), place.colors));
  place.signal.addEventListener("abort", interrupt, { once: true });
  try {
    draw();
    await end.promise;
  } finally {
    isOver = true;
    place.signal.removeEventListener("abort", interrupt);
    terminal.close();
  }
}
