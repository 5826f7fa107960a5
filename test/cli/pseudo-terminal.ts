import { setTimeout as delay } from "node:timers/promises";
import type { IPty } from "@lydell/node-pty";
import type { Terminal } from "@xterm/headless";
import headless from "@xterm/headless";

type Spawn = typeof import("@lydell/node-pty").spawn;

/** The way to start a process on a pseudo terminal; a text that says why where there is none for this machine. */
export async function findPty(): Promise<Spawn | string> {
  try {
    return (await import("@lydell/node-pty")).spawn;
  } catch (error) {
    return `no pseudo terminal on ${process.platform}-${process.arch}: ${String(error)}`;
  }
}

interface Place {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

const patienceMs = 15_000;

/** A process on a pseudo terminal, and what a person in front of it sees. */
export class PseudoTerminal {
  readonly #pty: IPty;
  readonly #terminal: Terminal;
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: number | undefined }>;

  constructor(spawn: Spawn, { command, cwd, env, columns = 110, rows = 40 }: Place) {
    this.#terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#pty = spawn(process.execPath, [...command], {
      cwd,
      env,
      cols: columns,
      rows,
      name: "xterm-256color",
    });
    this.#pty.onData((data) => this.#terminal.write(data));
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => resolve({ exitCode, signal }));
    });
  }

  /** The lines on the screen, without the spaces behind them. */
  get lines(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) =>
        active.getLine(active.viewportY + row)?.translateToString(true, 0, this.#terminal.cols) ?? "",
    );
  }

  get text(): string {
    return this.lines.join("\n");
  }

  /** Whether a program has taken the whole screen over. */
  get isTakenOver(): boolean {
    return this.#terminal.buffer.active.type === "alternate";
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: string): void {
    this.#pty.kill(process.platform === "win32" ? undefined : signal);
  }

  /** Waits until the screen shows what is looked for. */
  async see(expected: string | RegExp): Promise<void> {
    const isThere = () =>
      typeof expected === "string" ? this.text.includes(expected) : expected.test(this.text);
    await this.seeThat(isThere, String(expected));
  }

  async seeThat(isThere: () => boolean, expected: string): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!isThere()) {
      if (Date.now() > until) throw new Error(`${expected} did not come on the screen:\n${this.text}`);
      await delay(10);
    }
  }
}
