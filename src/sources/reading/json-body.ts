import type { z } from "zod";
import type { HttpResponse } from "../http/http-client.ts";
import { type Failure, toFailure } from "./answer.ts";

export type ParsedBody<Value> = { readonly state: "parsed"; readonly value: Value } | Failure;

/** Reads the JSON of a foreign host; anything else (HTML, cut off, another shape) is a `bad-response`. */
export function parseJsonBody<Value>(
  host: string,
  response: HttpResponse,
  schema: z.ZodType<Value>,
): ParsedBody<Value> {
  const text = new TextDecoder().decode(response.body);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return toFailure("bad-response", `${host} answered with ${describe(text)} instead of JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { state: "parsed", value: parsed.data };
  const issue = parsed.error.issues[0];
  const where = issue?.path.join(".") || "the answer";
  return toFailure("bad-response", `${host} answered with unexpected JSON: ${where}: ${issue?.message}`);
}

function describe(text: string): string {
  const start = text.trimStart();
  if (start === "") return "nothing";
  if (start.startsWith("<")) return "HTML";
  return start.startsWith("{") || start.startsWith("[") ? "JSON that is cut off or broken" : "plain text";
}
