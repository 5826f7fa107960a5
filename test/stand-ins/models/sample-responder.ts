import { findJson, toFields } from "./api-shape.ts";
import { type Responder, toJsonAnswer } from "./model-reply.ts";
import { type JsonSchema, type ModelRequest, toReadText } from "./model-request.ts";

/** Answers with the plainest value that fits the schema of the request, wherever it stands. */
export function createSampleResponder(): Responder {
  return async (request) => {
    const schema = findSchema(request);
    if (schema === undefined) throw new Error("the request carries no schema");
    return toJsonAnswer(toSample(schema));
  };
}

/** The schema that is asked for, or the one that the prompt spells out where the API was given none. */
export function findSchema(request: ModelRequest): JsonSchema | undefined {
  return request.schema ?? findWrittenSchema(toReadText(request));
}

function findWrittenSchema(text: string): JsonSchema | undefined {
  for (let start = text.indexOf("{"); start >= 0; start = text.indexOf("{", start + 1)) {
    const value = toFields(findJson(cutObject(text, start)));
    if (value.type === "object" && value.properties !== undefined) return value;
  }
  return undefined;
}

/** The text from one brace to its partner; braces inside strings count too, which schemas seldom have. */
function cutObject(text: string, start: number): string {
  let depth = 0;
  for (let end = start; end < text.length; end++) {
    if (text[end] === "{") depth += 1;
    if (text[end] === "}") depth -= 1;
    if (depth === 0) return text.slice(start, end + 1);
  }
  return "";
}

/** The plainest value of a JSON schema: first enum value, one item, empty strings, nulls where they may be. */
function toSample(schema: unknown): unknown {
  const { type, properties, items, anyOf, ...rest } = toFields(schema);
  if (rest.const !== undefined) return rest.const;
  if (Array.isArray(rest.enum)) return rest.enum[0];
  if (Array.isArray(anyOf)) return toSample(anyOf.find((one) => toFields(one).type !== "null") ?? anyOf[0]);
  switch (Array.isArray(type) ? type.find((one) => one !== "null") : type) {
    case "object":
      return Object.fromEntries(
        Object.entries(toFields(properties)).map(([key, one]) => [key, toSample(one)]),
      );
    case "array":
      return [toSample(items)];
    case "string":
      return "sample";
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    default:
      return null;
  }
}
