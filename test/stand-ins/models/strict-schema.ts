import { toFields } from "./api-shape.ts";

/**
 * What a strict JSON schema lacks, in the words of OpenAI's API: every object closed, every property required.
 * Undefined for a good one.
 */
export function findStrictProblem(schema: unknown, context: readonly string[] = []): string | undefined {
  const { properties, required, additionalProperties, items, anyOf } = toFields(schema);
  const place = `In context=(${context.map((part) => `'${part}'`).join(", ")})`;
  const named = toFields(properties);
  if (properties !== undefined) {
    if (additionalProperties !== false)
      return `${place}, 'additionalProperties' is required to be supplied and to be false.`;
    const missing = Object.keys(named).find((key) => !Array.isArray(required) || !required.includes(key));
    if (missing !== undefined)
      return `${place}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
  }
  const inner = [
    ...Object.entries(named).map(([key, value]) => [value, [...context, "properties", key]] as const),
    ...(items === undefined ? [] : [[items, [...context, "items"]] as const]),
    ...(Array.isArray(anyOf)
      ? anyOf.map((value, index) => [value, [...context, "anyOf", String(index)]] as const)
      : []),
  ];
  return inner
    .map(([value, path]) => findStrictProblem(value, path))
    .find((problem) => problem !== undefined);
}
