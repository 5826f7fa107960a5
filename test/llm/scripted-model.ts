import type { IncomingMessage, ServerResponse } from "node:http";
import { answer, type Reply } from "../http/loopback-server.ts";

/** A request for chat completions as it came over the wire. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly temperature?: number;
  readonly seed?: number;
  readonly max_tokens?: number;
  readonly response_format?: { readonly type: string };
  readonly tools?: readonly unknown[];
  readonly headers: IncomingMessage["headers"];
}

export type ChatReply = (request: ChatRequest, visit: number) => Reply;

export interface Chat {
  readonly requests: ChatRequest[];
  readonly reply: Reply;
}

/** Answers chat completions by a script; probes of the schema are answered as an obedient server would. */
export function scriptChat(reply: ChatReply, options: { readonly enforces?: boolean } = {}): Chat {
  const requests: ChatRequest[] = [];
  const probed = (request: ChatRequest) =>
    options.enforces === false ? say("Good day to you.") : toObedient(request, obedientProbe);
  return {
    requests,
    reply: (request, response, visit) => {
      readBody(request).then((text) => {
        const chat: ChatRequest = { ...JSON.parse(text), headers: request.headers };
        if (isProbe(chat)) return probed(chat)(request, response, visit);
        requests.push(chat);
        reply(chat, requests.length)(request, response, visit);
      });
    },
  };
}

const obedientProbe = '{"shape":"circle","colour":"red"}';

export function isProbe(request: ChatRequest): boolean {
  return request.messages.some(({ content }) =>
    content.includes("This is a probe of how answers are formed"),
  );
}

export function toObedient(request: ChatRequest, json: string): Reply {
  if (request.tools === undefined) return say(json);
  const call = { id: "call-1", type: "function", function: { name: "answer", arguments: json } };
  return completion({
    message: { role: "assistant", content: null, tool_calls: [call] },
    finish: "tool_calls",
  });
}

/** A whole answer of 100 tokens in and 10 out. */
export function say(content: string, finish = "stop"): Reply {
  return completion({ message: { role: "assistant", content }, finish });
}

export function refuse(text: string): Reply {
  return completion({ message: { role: "assistant", content: null, refusal: text }, finish: "stop" });
}

export function fail(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  code: string | null = null,
): Reply {
  const body = JSON.stringify({ error: { message, type: "invalid_request_error", param: null, code } });
  return answer(body, { "content-type": "application/json", ...headers }, status);
}

export function completion(choice: { readonly message: unknown; readonly finish: string }): Reply {
  const body = {
    id: "chat-1",
    object: "chat.completion",
    created: 1_770_000_000,
    model: "tiny-2026",
    system_fingerprint: "fp_test",
    choices: [{ index: 0, message: choice.message, finish_reason: choice.finish }],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  };
  return answer(JSON.stringify(body), { "content-type": "application/json" });
}

/** Breaks the connection before an answer. */
export const hangUp: Reply = (_request: IncomingMessage, response: ServerResponse) => {
  response.socket?.destroy();
};

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
