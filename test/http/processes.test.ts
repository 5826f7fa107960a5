import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createHttpFixture } from "./http-fixture.ts";
import { answer } from "./loopback-server.ts";

const fixture = createHttpFixture();
const child = fileURLToPath(new URL("child-client.ts", import.meta.url));
const intervalMs = 120;

function start(origin: string, folder: string, prefix: string, count: number): ChildProcess {
  const input = [child, origin, folder, String(intervalMs), prefix, String(count)];
  return spawn(process.execPath, input, { stdio: ["ignore", "ignore", "inherit"] });
}

describe("processes on one cache folder", () => {
  it("keep the interval of a host together", async () => {
    const server = await fixture.serve({ "*": answer("fine") });
    const folder = fixture.createFolder();
    const children = ["a", "b", "c"].map((prefix) => start(server.origin, folder, prefix, 4));
    const codes = await Promise.all(children.map(async (process) => (await once(process, "exit"))[0]));
    expect(codes).toEqual([0, 0, 0]);
    const times = server.journal.map((entry) => entry.at);
    expect(times).toHaveLength(12);
    // Both clocks count whole milliseconds.
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - times[index]!).toBeGreaterThanOrEqual(intervalMs - 2);
    }
  });

  it("do not wait for one that was killed during a request", async () => {
    const server = await fixture.serve({
      "/stuck/0": () => victim.kill("SIGKILL"),
      "*": answer("fine"),
    });
    const folder = fixture.createFolder();
    const victim = start(server.origin, folder, "stuck", 1);
    const [, signal] = await once(victim, "exit");
    const [code] = await once(start(server.origin, folder, "next", 2), "exit");
    expect([signal, code]).toEqual(["SIGKILL", 0]);
    expect(server.journal.map((entry) => entry.path)).toEqual(["/stuck/0", "/next/0", "/next/1"]);
  });
});
