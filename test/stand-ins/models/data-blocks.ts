import type { ModelRequest } from "./model-request.ts";

export interface DataBlock {
  readonly label: string;
  readonly text: string;
}

const blockPattern = /^BEGIN ([0-9a-f]{16,}): ([^\n]*)\n([\s\S]*?)\nEND \1$/gm;

/** The fenced texts of the first message, as a reader that knows the fences sees them. */
export function readBlocks({ turns }: Pick<ModelRequest, "turns">): DataBlock[] {
  const text = turns[0]?.text ?? "";
  return [...text.matchAll(blockPattern)].map((match) => ({ label: match[2]!, text: match[3]! }));
}
