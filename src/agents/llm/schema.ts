import type { JSONSchema7 } from "@ai-sdk/provider";
import { z } from "zod";

/** The schema as providers take it. */
export function toJsonSchema(schema: z.ZodType): JSONSchema7 {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: "draft-7" });
  return JSON.parse(JSON.stringify(rest));
}
