import { describe, expect, it } from "vitest";
import { answer } from "../http/loopback-server.ts";
import { createModelFixture, createTask, fitting, fittingValue } from "./model-fixture.ts";
import { type ChatRequest, fail, isProbe, say, toObedient } from "./scripted-model.ts";

const fixture = createModelFixture();

/** A server whose every answer, probes included, is made here. */
async function openServer(
  respond: (request: ChatRequest) => ReturnType<typeof say>,
  folder: string | null = null,
) {
  const asked: ChatRequest[] = [];
  const server = await fixture.serve({
    "/v1/chat/completions": async (request, response, visit) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const chat = { ...JSON.parse(Buffer.concat(chunks).toString("utf8")), headers: request.headers };
      asked.push(chat);
      respond(chat)(request, response, visit);
    },
  });
  const opened = await fixture.open(() => answer(""), {
    answersFolder: folder,
    fetch: fixture.createFetch(server.origin),
    access: { baseUrl: `${server.origin}/v1` },
  });
  return { ...opened, asked };
}

function toModes(asked: readonly ChatRequest[]): string[] {
  return asked.map(
    (request) =>
      `${isProbe(request) ? "probe " : ""}${request.tools ? "tool" : (request.response_format?.type ?? "text")}`,
  );
}

describe("the ladder of modes", () => {
  it("goes down when a server takes the schema and ignores it", async () => {
    const { model, calls, asked } = await openServer((request) => {
      if (isProbe(request)) return say("Good day to you.");
      return say(`\`\`\`json\n${fitting}\n\`\`\``);
    });
    expect(await model.ask(createTask())).toEqual({ state: "answered", value: fittingValue });
    expect(toModes(asked)).toEqual(["probe json_schema", "probe tool", "probe json_object", "text"]);
    expect(asked.at(-1)?.messages[0]?.content).toContain('"enum":["red","green","blue"]');
    expect(calls[0]?.attempts.map(({ kind, mode, inputTokens }) => [kind, mode, inputTokens])).toEqual([
      ["probe", "json-schema", 100],
      ["probe", "tool-call", 100],
      ["probe", "json-object", 100],
      ["first", "text", 100],
    ]);
  });

  it("stops at tool calls where those are obeyed", async () => {
    const { model, asked } = await openServer((request) => {
      if (request.response_format?.type === "json_schema")
        return fail(400, "response_format is not supported");
      return toObedient(request, isProbe(request) ? '{"shape":"square","colour":"green"}' : fitting);
    });
    expect(await model.ask(createTask())).toEqual({ state: "answered", value: fittingValue });
    expect(toModes(asked)).toEqual(["probe json_schema", "probe tool", "tool"]);
  });

  it("takes JSON mode where only that is obeyed, with the schema in words", async () => {
    const { model, asked } = await openServer((request) => {
      if (request.response_format?.type !== "json_object") return fail(400, "no such thing");
      return say(isProbe(request) ? '{"shape":"oval","colour":"grey"}' : fitting);
    });
    expect(await model.ask(createTask())).toEqual({ state: "answered", value: fittingValue });
    expect(toModes(asked)).toEqual(["probe json_schema", "probe tool", "probe json_object", "json_object"]);
    expect(asked.at(-1)?.messages[0]?.content).toContain("JSON Schema");
  });

  it("goes on from where a server refuses the schema of a task", async () => {
    const { model, calls } = await openServer((request) => {
      if (isProbe(request)) return say('{"shape":"square","colour":"green"}');
      if (request.response_format !== undefined)
        return fail(400, "Invalid schema for response_format 'answer'");
      return toObedient(request, fitting);
    });
    expect(await model.ask(createTask())).toEqual({ state: "answered", value: fittingValue });
    expect(calls[0]?.attempts.map(({ kind, mode }) => [kind, mode])).toEqual([
      ["probe", "json-schema"],
      ["first", "json-schema"],
      ["fallback", "tool-call"],
    ]);
  });

  it("is tried once for an address and a model, and kept", async () => {
    const folder = fixture.createFolder();
    const respond = (request: ChatRequest) =>
      say(isProbe(request) ? '{"shape":"square","colour":"red"}' : fitting);
    const opened = await openServer(respond, folder);
    await Promise.all(["a", "b", "c"].map((name) => opened.model.ask(createTask({ name }))));
    const later = opened.again();
    await later.model.ask(createTask({ name: "d" }));
    expect(toModes(opened.asked).filter((mode) => mode.startsWith("probe"))).toHaveLength(1);
    later.clock.advance(31 * 24 * 3_600_000);
    const muchLater = opened.again({ clock: later.clock });
    await muchLater.model.ask(createTask({ name: "e" }));
    expect(toModes(opened.asked).filter((mode) => mode.startsWith("probe"))).toHaveLength(2);
  });

  it("does not probe a server that is away", async () => {
    const { model, asked } = await openServer(() => fail(401, "no"));
    await expect(model.ask(createTask())).rejects.toMatchObject({ code: "auth" });
    expect(asked).toHaveLength(1);
  });
});

describe("parameters that a model does not take", () => {
  it("are left out from then on and recorded, in later runs too", async () => {
    const folder = fixture.createFolder();
    const opened = await openServer((request) => {
      if (request.temperature !== undefined)
        return fail(400, "Unsupported value: 'temperature' does not support 0");
      if (request.seed !== undefined) return fail(400, "Unsupported parameter: seed");
      return say(isProbe(request) ? '{"shape":"square","colour":"red"}' : fitting);
    }, folder);
    await opened.model.ask(createTask());
    await opened.model.ask(createTask({ name: "next" }));
    const later = opened.again();
    await later.model.ask(createTask({ name: "later" }));
    const sent = opened.asked.map(({ temperature, seed }) => [temperature, seed]);
    expect(sent).toEqual([[0, 7], [undefined, 7], [], [], [], []].map(([a, b]) => [a, b]));
    const dropped = [...opened.calls, ...later.calls].map((call) => call.droppedParameters);
    expect(dropped).toEqual([1, 2, 3].map(() => ["seed", "temperature"]));
  });

  it("end the call when the server complains about them though they are not sent", async () => {
    const { model, asked } = await openServer((request) =>
      isProbe(request) ? say('{"shape":"square","colour":"red"}') : fail(400, "temperature is out of order"),
    );
    await expect(model.ask(createTask())).rejects.toMatchObject({ code: "bad-response" });
    expect(asked).toHaveLength(3);
  });
});
