import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;

/** What a view needs to know of the place it is shown in; `width` is null where nothing has to be cut. */
export interface Screen {
  readonly width: number | null;
  readonly colors: Colors;
}

interface ScreenInput {
  readonly isTerminal: boolean;
  readonly terminalColumns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False after `--no-color`. */
  readonly allowsColor: boolean;
}

const narrowestWidth = 40;

/** Colour on a terminal only, unless FORCE_COLOR; never after NO_COLOR or --no-color. COLUMNS sets the width. */
export function toScreen(input: ScreenInput): Screen {
  const { env } = input;
  const isForced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "" && env.FORCE_COLOR !== "0";
  const isRefused = !input.allowsColor || Boolean(env.NO_COLOR) || env.FORCE_COLOR === "0";
  const hasColor = !isRefused && (isForced || (input.isTerminal && env.TERM !== "dumb"));
  const asked = Number.parseInt(env.COLUMNS ?? "", 10);
  const columns = Number.isInteger(asked) && asked > 0 ? asked : input.terminalColumns;
  const width = columns ?? (input.isTerminal ? 80 : null);
  return {
    width: width === null ? null : Math.max(width, narrowestWidth),
    colors: pc.createColors(hasColor),
  };
}
