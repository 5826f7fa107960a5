import { StemmaError } from "../../model/index.ts";
import type { FindingsFormat } from "../findings-format.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** Every way to tell what the gate found but JSON, which is the result itself. */
export const findingsFormats: readonly FindingsFormat[] = [text, sarif, junit, markdown];

/** @throws StemmaError `usage` that names the formats there are. */
export function toFindingsFormat(name: string): FindingsFormat {
  const format = findingsFormats.find((one) => one.name === name);
  if (format !== undefined) return format;
  throw new StemmaError("usage", `no format for findings is called "${name}"`, {
    hint: `there are ${findingsFormats.map((one) => one.name).join(", ")}`,
  });
}
