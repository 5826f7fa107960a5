import { createHash } from "node:crypto";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createRuleAgents } from "../../src/agents/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, toCanonicalJson } from "../../src/trace/index.ts";
import { findPty, PseudoTerminal } from "./pseudo-terminal.ts";
import { bundledSnapshot, main, makeWorkplace } from "./run-stemma.ts";

const seed = "QizhiPei/ScaleDiff-Math";
const pty = await findPty();
const { run, folder, env, store } = makeWorkplace();
const freshStore = join(folder, "fresh.db");
const decisionCount = 20;

if (typeof pty === "string") console.warn(`the terminal tests are skipped: ${pty}`);

function openReview(...options: readonly string[]): PseudoTerminal {
  if (typeof pty === "string") throw new Error(pty);
  const command = [main, "review", "--reviewer", "Ada", "--store", store, ...options];
  return new PseudoTerminal(pty, { command, cwd: folder, env });
}

/** What the store says, as bytes. */
function toGraphText(path: string): string {
  const opened = openStore(path, { readOnly: true });
  try {
    return toCanonicalJson(assembleGraph(opened, createRuleAgents()));
  } finally {
    opened.close();
  }
}

function countLeft(screen: PseudoTerminal): number {
  return Number(/(\d+) of \d+ left/.exec(screen.lines[0] ?? "")?.[1]);
}

async function answer(screen: PseudoTerminal, question: string, keys: string): Promise<void> {
  await screen.see(question);
  screen.type(keys);
}

/** Decides on the edge in sight; a rejected one may take others out of the graph, and so out of the queue. */
async function decide(screen: PseudoTerminal, turn: number): Promise<void> {
  const left = countLeft(screen);
  if (turn % 5 === 4) await editEdge(screen, turn);
  else if (turn % 2 === 1) {
    screen.type("r");
    await answer(screen, "Why reject it?", "2");
  } else {
    screen.type("a");
    await answer(screen, "Why accept it?", turn === 0 ? "t" : "\r");
    if (turn === 0) await answer(screen, "Why accept it? _", "read it twice\r");
  }
  const isTold = () => /^(?:accepted|rejected|edited) .+ -> /m.test(screen.text);
  await screen.seeThat(() => countLeft(screen) < left && isTold(), `fewer than ${left} left`);
}

async function editEdge(screen: PseudoTerminal, turn: number): Promise<void> {
  screen.type("E");
  await screen.see("What is wrong?");
  if (turn === 4) {
    screen.type("s");
    await answer(screen, "Which source?", "t");
    await answer(screen, "Which source? _", "openai/gsm8k\r");
    await screen.see("-> openai/gsm8k");
  } else if (turn === 9) {
    screen.type("p");
    await answer(screen, "Which splits", "\u0015train, validation\r");
    await screen.see("-> train + validation");
  } else {
    screen.type("r");
    await answer(screen, "Which relation?", "4");
    await screen.see("-> structured-fusion");
  }
  screen.type("\r");
  await answer(screen, "Why edit it?", "1");
}

describe.skipIf(typeof pty === "string")("a review on a terminal", () => {
  beforeAll(async () => {
    const trace = (path: string) => run("trace", seed, "--snapshot", bundledSnapshot, "--store", path, "-q");
    for (const { exitCode } of await Promise.all([store, freshStore].map(trace))) expect(exitCode).toBe(4);
  }, 60_000);

  test("decides, undoes, is killed and started again, redoes, and its decisions give the same graph elsewhere", async () => {
    const untouched = toGraphText(store);
    const first = openReview();
    await first.see("A accept · R reject");
    const total = countLeft(first);
    expect(total).toBeGreaterThan(decisionCount);
    expect(first.lines[0]).toContain(`${total} of ${total} left`);
    expect(first.text).toMatch(/▌ \S/);
    const left = [];
    for (let turn = 0; turn < decisionCount; turn++) {
      left.push(countLeft(first));
      await decide(first, turn);
    }
    const end = countLeft(first);
    const decided = toGraphText(store);
    for (const before of left.slice(-3).reverse()) {
      first.type("u");
      await first.see(new RegExp(`${before} of ${total} left[^]*\nundone: `));
    }
    const halfway = toGraphText(store);
    expect(new Set([untouched, decided, halfway]).size).toBe(3);
    first.kill("SIGKILL");
    await first.ended;
    expect(toGraphText(store)).toBe(halfway);

    const second = openReview();
    await second.see(`${left.at(-3)} of ${left.at(-3)} left`);
    for (const after of [...left.slice(-2), end]) {
      second.type("y");
      await second.see(new RegExp(`${after} of ${left.at(-3)} left[^]*\ndone again: `));
    }
    expect(toGraphText(store)).toBe(decided);
    second.type("y");
    await second.see("there is no decision of Ada to redo");
    second.type("U");
    await second.see(`${left.at(-1)} of ${left.at(-3)} left`);
    second.type("q");
    expect(await second.ended).toMatchObject({ exitCode: 0 });
    expect(second.isTakenOver).toBe(false);

    const file = join(folder, "decisions.jsonl");
    const exported = await run("review", "export", file, "--store", store);
    expect(exported.stderr).toContain(`${decisionCount + 3 + 3 + 1} events`);
    const imported = await run("review", "import", file, "--store", freshStore);
    expect(imported).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("27 taken over, 0 known"),
    });
    expect(toHash(toGraphText(freshStore))).toBe(toHash(toGraphText(store)));
    const again = await run("review", "import", file, "--store", freshStore);
    expect(again.stderr).toContain("0 taken over, 27 known before");
    const back = await run("review", "export", "--store", freshStore);
    const there = await run("review", "export", "--store", store);
    expect(back.stdout).toBe(there.stdout);
  }, 60_000);

  test("fits any size, explains its keys, and gives the terminal back after Ctrl-C and SIGTERM", async () => {
    const screen = openReview("--no-color");
    await screen.see("A accept · R reject");
    screen.resize(48, 16);
    await screen.see("more lines (space)");
    expect(screen.isTakenOver).toBe(true);
    screen.type("?");
    await screen.see(/also one of an\s+earlier day/);
    screen.type("\u001b[B");
    await screen.see("A accept");
    const before = countLeft(screen);
    screen.type("\u001b[200~a1\u001b[201~");
    screen.type("j");
    await screen.see("edge 2");
    expect(countLeft(screen)).toBe(before);
    screen.type("\u0003");
    expect(await screen.ended).toMatchObject({ exitCode: 130 });
    expect(screen.isTakenOver).toBe(false);
    expect(screen.text).toContain("the review was interrupted");

    // Windows knows no signals.
    if (process.platform === "win32") return;
    const other = openReview();
    await other.see("A accept · R reject");
    other.kill("SIGTERM");
    expect(await other.ended).toMatchObject({ exitCode: 130 });
    expect(other.isTakenOver).toBe(false);
  });
});

function toHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
