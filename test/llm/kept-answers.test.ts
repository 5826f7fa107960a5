import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createModelFixture, createTask, fitting, fittingValue } from "./model-fixture.ts";
import { say } from "./scripted-model.ts";

const fixture = createModelFixture();

function listAnswers(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /^[0-9a-f]{2}\/[0-9a-f]{64}\.json$/.test(path))
    .map((path) => join(folder, path));
}

describe("kept answers", () => {
  it("cost no request, in another process too, and are equal", async () => {
    const folder = fixture.createFolder();
    const first = await fixture.open(() => say(fitting), { answersFolder: folder });
    const answer = await first.model.ask(createTask());
    const second = first.again();
    expect(JSON.stringify(await second.model.ask(createTask()))).toBe(JSON.stringify(answer));
    expect(first.chat.requests).toHaveLength(1);
    expect(second.calls).toMatchObject([
      { state: "cached", attempts: [], fingerprint: "fp_test", raw: null },
    ]);
  });

  it("do not depend on fences, dataset, role and address", async () => {
    const folder = fixture.createFolder();
    const first = await fixture.open(() => say(fitting), { answersFolder: folder });
    await first.model.ask(createTask());
    const other = await fixture.open(() => say("never asked"), { answersFolder: folder });
    const answer = await other.model.ask(createTask({ dataset: "org/other", role: "extracting" }));
    expect(answer).toEqual({ state: "answered", value: fittingValue });
    expect(other.chat.requests).toEqual([]);
    expect(other.calls).toMatchObject([{ state: "cached", dataset: "org/other", role: "extracting" }]);
  });

  it.each([
    ["name", { name: "colours/2" }],
    ["instructions", { instructions: "List every colour." }],
    ["text", { untrusted: [{ label: "a text", text: "The flag is red." }] }],
    ["label", { untrusted: [{ label: "a card", text: "The flag is red and blue." }] }],
    ["limit of tokens", { maxOutputTokens: 201 }],
  ])("are those of the same %s only", async (_name, changes) => {
    const opened = await fixture.open(() => say(fitting), { answersFolder: fixture.createFolder() });
    await opened.model.ask(createTask());
    await opened.model.ask(createTask(changes));
    expect(opened.chat.requests).toHaveLength(2);
  });

  it("include what was put aside", async () => {
    const opened = await fixture.open(() => say("no"), { answersFolder: fixture.createFolder() });
    const answer = await opened.model.ask(createTask());
    expect(await opened.again().model.ask(createTask())).toEqual(answer);
    expect(opened.chat.requests).toHaveLength(2);
  });

  it("are asked for anew when their file is torn or altered", async () => {
    const folder = fixture.createFolder();
    const opened = await fixture.open(() => say(fitting), { answersFolder: folder });
    await opened.model.ask(createTask());
    const [path = ""] = listAnswers(folder);
    const whole = readFileSync(path, "utf8");
    const altered = whole.replace('\\"red\\"', '\\"green\\"');
    expect(altered).not.toBe(whole);
    for (const [index, damaged] of [whole.slice(0, -20), "", altered].entries()) {
      writeFileSync(path, damaged);
      expect(await opened.again().model.ask(createTask())).toEqual({
        state: "answered",
        value: fittingValue,
      });
      expect(opened.chat.requests).toHaveLength(index + 2);
    }
  });

  it("lie where only their owner reads them, with no part of a file beside them", async () => {
    const folder = fixture.createFolder();
    const opened = await fixture.open(() => say(fitting), { answersFolder: folder });
    await opened.model.ask(createTask());
    const [path = ""] = listAnswers(folder);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    expect(names.filter((name) => name.includes(".part-"))).toEqual([]);
  });

  it("are waited for when the same is asked at the same time", async () => {
    const { model, calls, chat } = await fixture.open(() => say(fitting));
    const answers = await Promise.all([1, 2, 3].map(() => model.ask(createTask())));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(chat.requests).toHaveLength(1);
    expect(calls.map((call) => call.state).sort()).toEqual(["answered", "cached", "cached"]);
  });

  it("come from one more try when who asked first is interrupted", async () => {
    const { model, chat } = await fixture.open((_request, visit) => (visit === 1 ? () => {} : say(fitting)));
    const first = model.ask(createTask(), { signal: AbortSignal.timeout(150) });
    const second = model.ask(createTask());
    await expect(first).rejects.toMatchObject({ code: "interrupted" });
    expect(await second).toMatchObject({ state: "answered" });
    expect(chat.requests).toHaveLength(2);
  });
});
