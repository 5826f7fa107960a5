import type { IncomingHttpHeaders } from "node:http";

export type ModelApi = "openai" | "compatible" | "google" | "anthropic";

/** How the answer's shape is asked for. */
export type AnswerMode = "json-schema" | "tool-call" | "json-object" | "text";

export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a client asks, whichever API it speaks. */
export interface ModelRequest {
  readonly api: ModelApi;
  readonly model: string;
  readonly system: string;
  readonly turns: readonly Turn[];
  readonly mode: AnswerMode;
  /** Name of the tool or of the response format; null where the API has none. */
  readonly name: string | null;
  readonly schema: JsonSchema | null;
  readonly parameters: {
    readonly temperature: number | null;
    readonly seed: number | null;
    readonly maxOutputTokens: number | null;
  };
  readonly key: string | null;
}

export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Everything a model reads: the system's text and all turns. */
export function toReadText({ system, turns }: Pick<ModelRequest, "system" | "turns">): string {
  return [system, ...turns.map((turn) => turn.text)].join("\n");
}
