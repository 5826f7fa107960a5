import { z } from "zod";
import { findingsFormats, toFindingsFormat } from "../../formats/index.ts";
import type { CheckResult } from "../../model/index.ts";

/** How `check` tells what it found. */
export const CheckOutput = z.enum(["text", "json", "sarif", "junit", "markdown"]);
export type CheckOutput = z.infer<typeof CheckOutput>;

/** The text with its last line break; the same result gives the same text. */
export function toCheckText(result: CheckResult, output: CheckOutput): string {
  return output === "json" ? `${JSON.stringify(result, null, 2)}\n` : toFindingsFormat(output).toText(result);
}

/** What the name of a file asks for by its ending; text where it says nothing. */
export function toCheckOutput(path: string): CheckOutput {
  if (path.endsWith(".json")) return "json";
  const format = findingsFormats.find(({ extension }) => path.endsWith(`.${extension}`));
  return CheckOutput.parse(format?.name ?? "text");
}
