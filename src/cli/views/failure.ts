import type { ErrorCode, StemmaError } from "../../model/index.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Colors } from "../terminal/screen.ts";

/** Ends that are not errors: what was asked for is there as far as it goes. */
const softCodes: ReadonlySet<ErrorCode> = new Set(["partial", "budget", "interrupted"]);

/** True for an incomplete result, which the exit code tells as well. */
export function isSoftFailure(error: StemmaError): boolean {
  return softCodes.has(error.code);
}

/** `error: what happened …` and on the next line what to do; the stack only for what Stemma did not foresee. */
export function toFailureText(error: StemmaError, colors: Colors): string {
  const label = isSoftFailure(error) ? colors.yellow("note: ") : colors.red("error:");
  const lines = [`${label} ${toSafeText(error.message)}`];
  if (error.hint !== undefined) lines.push(`${colors.dim("hint: ")} ${toSafeText(error.hint)}`);
  if (error.code === "unexpected" && error.cause instanceof Error && error.cause.stack !== undefined) {
    lines.push(colors.dim(toFrames(error.cause.stack)));
  }
  return lines.join("\n");
}

export function toFailureJson(error: StemmaError): unknown {
  return {
    error: { code: error.code, message: error.message, hint: error.hint ?? null, exitCode: error.exitCode },
  };
}

function toFrames(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 6)
    .map(toSafeText)
    .join("\n");
}
