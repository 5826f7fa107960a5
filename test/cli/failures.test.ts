import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";

const { run, runWith, folder } = makeWorkplace();
let stores = 0;
const trace = (...command: readonly string[]) => {
  stores++;
  return run("trace", ...command, "--store", join(folder, `store-${stores}.db`));
};

describe.concurrent("bad input ends with what is wrong, what to do, and exit code 2", () => {
  test.each([
    ["a path instead of an id", ["trace", "../../x"], '"../../x" is not a dataset id', "org/name"],
    ["a mistyped command", ["trcae", "x/y"], "unknown command 'trcae'", "Did you mean trace?"],
    ["a mistyped option", ["list", "--jsno"], "unknown option '--jsno'", "Did you mean --json?"],
    ["a missing argument", ["path", "x/y"], "missing required argument 'b'", ""],
    ["a format there is none of", ["list", "--format", "xml"], "Allowed choices are auto, human", ""],
    ["a depth that is no number", ["trace", "x/y", "--depth", "deep"], "--depth", ""],
    ["a duration without a unit", ["trace", "x/y", "--max-duration", "10"], "--max-duration", "90s"],
    ["no store yet", ["list"], "there is no store at", "stemma trace"],
    ["a folder that is no snapshot", ["trace", "x/y", "--snapshot", "."], "is not a snapshot", ""],
  ])("%s", async (_, command, message, hint) => {
    const { exitCode, stdout, stderr } = await run(...command);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test("a mistyped dataset, with what it may stand for", async () => {
    const { exitCode, stderr } = await trace("openai/gms8k", "--snapshot", bundledSnapshot);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("openai/gms8k was not found");
    expect(stderr).toContain("did you mean openai/gsm8k?");
  });

  test("as JSON on request, with stdout left empty", async () => {
    const { exitCode, stdout, stderr } = await run("show", "x/y", "--json");
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "not-found", exitCode: 2 } });
  });

  test("a broken configuration file, naming it", async () => {
    const project = join(folder, "project");
    mkdirSync(join(project, ".stemma"), { recursive: true });
    writeFileSync(join(project, ".stemma", "config.yaml"), "dpeth: 3\n");
    const { exitCode, stderr } = await runWith({ cwd: project }, "list");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('config.yaml: unknown setting "dpeth"');
  });
});

test("partial: something upstream could not be read (4)", async () => {
  const { exitCode, stdout, stderr } = await trace("demo/uses-gated", "--snapshot", bundledSnapshot);
  expect(exitCode).toBe(4);
  expect(stdout).toContain("unreadable: gated");
  expect(stderr).toContain("the lineage is partial: demo/gated-card could not be read");
});

test("no access: the dataset asked for is gated (5)", async () => {
  const { exitCode, stderr } = await trace("demo/gated-card", "--snapshot", bundledSnapshot);
  expect(exitCode).toBe(5);
  expect(stderr).toContain("HF_TOKEN");
});

test("no network: nobody answers, or offline was asked for (6)", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => closed.once("listening", resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const [refused, offline] = await Promise.all([
    runWith(
      { env: { HF_ENDPOINT: `http://127.0.0.1:${port}` } },
      "trace",
      "x/y",
      "--store",
      join(folder, "n.db"),
    ),
    runWith({ env: { HF_HUB_OFFLINE: "1" } }, "trace", "x/y", "--store", join(folder, "o.db")),
  ]);
  expect(refused.exitCode).toBe(6);
  expect(refused.stderr).toContain("x/y could not be read (network)");
  expect(offline.exitCode).toBe(6);
  expect(offline.stderr.toLowerCase()).toContain("offline");
});

test("budget reached (7), and the next run goes on", async () => {
  const command = ["trace", "qihoo360/Light-R1-SFTData", "--snapshot", bundledSnapshot];
  const store = ["--store", join(folder, "budget.db")];
  const cut = await run(...command, ...store, "--max-datasets", "2");
  expect(cut.exitCode).toBe(7);
  expect(cut.stderr).toContain("the budget is used up");
  expect(cut.stdout).toContain("cut off: budget reached");
  const rest = await run(...command, ...store);
  expect(rest.exitCode).not.toBe(7);
  expect(rest.stdout).not.toContain("budget reached");
});

describe("damaged data (8)", () => {
  test("a store that is no database", async () => {
    const store = join(folder, "broken.db");
    writeFileSync(store, "this is not a database, but long enough to look like a file of one\n".repeat(20));
    const { exitCode, stderr, stdout } = await run("list", "--store", store);
    expect(exitCode).toBe(8);
    expect(stderr).toContain(`the store ${store} is damaged`);
    expect(stdout).toBe("");
    const doctor = await run("doctor", "--store", store);
    expect(doctor.exitCode).toBe(8);
    expect(doctor.stdout).toMatch(/problem +store/);
  });

  test("a snapshot with broken JSON, naming file and place", async () => {
    const snapshot = join(folder, "snapshot");
    cpSync(join(bundledSnapshot, "datasets", "openai"), join(snapshot, "datasets", "openai"), {
      recursive: true,
    });
    writeFileSync(join(snapshot, "snapshot.json"), '{ "schemaVersion": 1, "title": ');
    const { exitCode, stderr } = await trace("openai/gsm8k", "--snapshot", snapshot);
    expect(exitCode).toBe(8);
    expect(stderr).toContain("snapshot.json");
  });
});

test("interrupted (130): keeps what was read and says how to go on", async () => {
  const slow = createServer((_request, response) => {
    setTimeout(() => response.writeHead(404).end(), 60_000).unref();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => slow.once("listening", resolve));
  const { port } = slow.address() as AddressInfo;
  const asked = new Promise((resolve) => slow.once("request", resolve));
  let interrupt: ((signal: NodeJS.Signals) => void) | undefined;
  const ended = runWith(
    {
      env: { HF_ENDPOINT: `http://127.0.0.1:${port}` },
      onStart: (kill) => {
        interrupt = kill;
      },
    },
    "trace",
    "x/y",
    "--store",
    join(folder, "interrupted.db"),
  );
  await asked;
  interrupt?.("SIGINT");
  const { exitCode, stderr } = await ended;
  slow.closeAllConnections();
  slow.close();
  expect(exitCode).toBe(130);
  expect(stderr).toContain("stopping; what was read is kept");
  expect(stderr).toContain("run the same command again to go on");
});

test("an older Node gets one clear sentence and exit code 1", async () => {
  const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })`;
  const { exitCode, stdout, stderr } = await runWith({ preload: older }, "list");
  expect(exitCode).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("Stemma needs Node 24 or newer, but this is Node 20.20.2");
});

test("a reader that leaves early is no error", async () => {
  const { exitCode, stderr } = await runWith({ closeStdoutEarly: true }, "demo");
  expect(exitCode).toBe(0);
  expect(stderr).not.toContain("EPIPE");
});

test("foreign names cannot steer the terminal (S-09)", async () => {
  const snapshot = join(folder, "hostile");
  const dataset = join(snapshot, "datasets", "demo", "hostile");
  mkdirSync(dataset, { recursive: true });
  cpSync(join(bundledSnapshot, "snapshot.json"), join(snapshot, "snapshot.json"));
  writeFileSync(
    join(dataset, "dataset.json"),
    JSON.stringify({
      id: "demo/hostile",
      createdAt: "2024-01-01",
      private: false,
      gated: false,
      disabled: false,
      tags: [],
    }),
  );
  const steering = "\u001b]0;owned\u0007\u001b[2J\u202e";
  writeFileSync(
    join(dataset, "README.md"),
    `# Hostile${steering}\n\n## Source data\n\n- [openai/gsm8k](https://huggingface.co/datasets/openai/gsm8k) ${steering}training rows were copied from it\n`,
  );
  const { stdout, stderr } = await trace(
    "demo/hostile",
    "--snapshot",
    snapshot,
    "--why",
    "--format",
    "human",
  );
  expect(stdout).toContain("openai/gsm8k");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});
