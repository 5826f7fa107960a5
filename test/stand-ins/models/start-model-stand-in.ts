import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { answerWithFault } from "../faults.ts";
import { type Reply, unknownRoute } from "../reply.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import { type ApiShape, isFailure, readBearer, toBody } from "./api-shape.ts";
import { chatCompletions } from "./chat-completions.ts";
import { googleGenerate } from "./google-generate.ts";
import { ModelJournal } from "./model-journal.ts";
import { countUsage, type ModelFailure, type ModelReply, type Responder } from "./model-reply.ts";
import { type HttpCall, type ModelApi, type ModelRequest, toReadText } from "./model-request.ts";
import { openaiResponses } from "./openai-responses.ts";

export interface ModelStandInOptions {
  readonly responder: Responder;
  /** The keys that are taken; null takes a request without one, as local servers do. */
  readonly keys?: Partial<Record<ModelApi, string | null>>;
  /** The models that exist; all when absent. */
  readonly models?: readonly string[];
}

export interface ModelStandIn {
  readonly origin: string;
  /** What a client is given as base address, one per API. */
  readonly baseUrls: Readonly<Record<ModelApi, string>>;
  readonly journal: ModelJournal;
  setResponder(responder: Responder): void;
  close(): Promise<void>;
}

/** Keys that the stand-in takes unless told otherwise; easy to find wherever they leak to. */
export const standInKeys: Readonly<Record<ModelApi, string>> = {
  openai: "sk-proj-stand1n0penai0000000000000000000000000000K1",
  google: "AIzaSyStand1nG00gle0000000000000000000K2",
  anthropic: "sk-ant-api03-stand1nanthr0pic000000000000000000K3",
  compatible: "stand1n-compatible-000000000000000000K4",
};

type Exchange = { readonly call: HttpCall; readonly shape: ApiShape; readonly id: string };
type Outcome = { readonly request: ModelRequest | null; readonly reply: Reply | Unanswered };
/** What is done to the connection in place of an answer. */
type Unanswered = Extract<ModelReply, { kind: "wire" | "hang" }>;

/** Starts the four model APIs on one loopback port; what they say comes from the responder. */
export async function startModelStandIn(options: ModelStandInOptions): Promise<ModelStandIn> {
  const journal = new ModelJournal();
  let responder = options.responder;
  let count = 0;
  const server = createServer((message, response) => {
    void serve(message, response).catch((error: unknown) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(`the responder failed: ${error}`);
    });
  });

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(message);
    const shape = findShape(call);
    count += 1;
    const id = `standin${String(count).padStart(8, "0")}`;
    const { request, reply } =
      shape === null
        ? { request: null, reply: answerList(call, options) }
        : await answer({ call, shape, id });
    const isUnknown = "status" in reply && reply.isUnknown === true;
    const status = "status" in reply ? reply.status : 0;
    journal.entries.push({ ...call, api: shape?.api ?? null, request, status, isUnknown });
    send(reply, call, response);
  }

  async function answer({ call, shape, id }: Exchange): Promise<Outcome> {
    const refused = findKeyProblem(call, shape, options);
    if (refused !== null) return { request: null, reply: shape.toError(refused, id) };
    const request = shape.parse(call);
    if (isFailure(request)) return { request: null, reply: shape.toError(request, id) };
    if (options.models !== undefined && !options.models.includes(request.model)) {
      const failure = { kind: "model-not-found", model: request.model } as const;
      return { request, reply: shape.toError(failure, id) };
    }
    const reply = await responder(request);
    return { request, reply: render({ call, shape, id }, request, reply) };
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    baseUrls: {
      openai: `${origin}/v1`,
      compatible: `${origin}/v1`,
      anthropic: `${origin}/v1`,
      google: `${origin}/v1beta`,
    },
    journal,
    setResponder(next) {
      responder = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function readCall(message: IncomingMessage): Promise<HttpCall> {
  const { method = "", url = "/", headers } = message;
  return { method, path: url, headers, body: await readText(message) };
}

function findShape({ method, path }: HttpCall): ApiShape | null {
  if (method !== "POST") return null;
  if (path === "/v1/responses") return openaiResponses;
  if (path === "/v1/chat/completions") return chatCompletions;
  if (path === "/v1/messages") return anthropicMessages;
  return /^\/v1beta\/models\/[^/:]+:generateContent$/.test(path) ? googleGenerate : null;
}

function findKeyProblem(call: HttpCall, shape: ApiShape, { keys }: ModelStandInOptions): ModelFailure | null {
  const wanted = keys?.[shape.api] === undefined ? standInKeys[shape.api] : keys[shape.api];
  const key = shape.readKey(call);
  if (wanted === null || key === wanted) return null;
  return key === null ? { kind: "missing-key" } : { kind: "wrong-key", key };
}

function render({ shape, id }: Exchange, request: ModelRequest, reply: ModelReply): Outcome["reply"] {
  if (reply.kind === "wire" || reply.kind === "hang") return reply;
  if (reply.kind === "failure") return shape.toError(reply.failure, id);
  const usage = reply.usage === undefined ? countUsage(toReadText(request), reply.text) : reply.usage;
  const isRefusal = reply.kind === "refusal";
  const finish = reply.kind === "refusal" ? "stop" : reply.finish;
  return shape.toReply(request, { text: reply.text, finish, isRefusal, usage }, id);
}

/** GET /v1/models, as OpenAI and the servers like it answer. */
function answerList(call: HttpCall, { models = ["stand-in"], keys }: ModelStandInOptions): Reply {
  if (call.method !== "GET" || call.path !== "/v1/models") return unknownRoute;
  const wanted = keys?.compatible === undefined ? standInKeys.compatible : keys.compatible;
  const key = readBearer(call);
  if (wanted !== null && key !== wanted && key !== standInKeys.openai)
    return chatCompletions.toError({ kind: "missing-key" }, "");
  return toBody(200, {
    object: "list",
    data: models.map((id) => ({ id, object: "model", created: 1_735_689_600, owned_by: "stand-in" })),
  });
}

function send(reply: Outcome["reply"], call: HttpCall, response: ServerResponse): void {
  if ("status" in reply) {
    response.writeHead(reply.status, reply.headers).end(reply.body ?? "");
    return;
  }
  if (reply.kind === "wire") answerWithFault(reply.fault, call.path, response);
}
