import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundledSnapshot, makeWorkplace } from "./run-stemma.ts";
import { toSourceCard, writeSnapshotFixture } from "./snapshot-fixture.ts";

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

test("partial (4) where something upstream is unreadable, no access (5) where it was asked for itself", async () => {
  const snapshot = writeSnapshotFixture(join(folder, "gated"), {
    "our/mixture": { card: toSourceCard("their/gated-set") },
    "their/gated-set": { card: "", gated: true },
  });
  const [upstream, itself] = await Promise.all([
    trace("our/mixture", "--snapshot", snapshot),
    trace("their/gated-set", "--snapshot", snapshot),
  ]);
  expect(upstream.exitCode).toBe(4);
  expect(upstream.stdout).toContain("unreadable: gated");
  expect(upstream.stderr).toContain("the lineage is partial: their/gated-set could not be read");
  expect(itself.exitCode).toBe(5);
  expect(itself.stderr).toContain("HF_TOKEN");
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

test("foreign text cannot steer the terminal (S-09)", async () => {
  const steering = "\u001b]0;owned\u0007\u001b[2J\u202e";
  const card = toSourceCard("openai/gsm8k").replace("This dataset", `This ${steering}dataset`);
  const snapshot = writeSnapshotFixture(join(folder, "hostile"), { "our/hostile": { card } });
  const { stdout, stderr } = await trace("our/hostile", "--snapshot", snapshot, "--why", "--format", "human");
  expect(stdout).toContain("openai/gsm8k");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test("a known token is in nothing that is printed or kept, whatever fails (S-05)", async () => {
  const secret = "hf_knownsecretofthetest";
  const refusing = createServer((_request, response) => {
    response.writeHead(401, { "x-error-message": "Invalid credentials in Authorization header" }).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => refusing.once("listening", resolve));
  const { port } = refusing.address() as AddressInfo;
  const store = join(folder, "secret.db");
  const env = {
    HF_TOKEN: secret,
    HF_ENDPOINT: `http://127.0.0.1:${port}`,
    STEMMA_CACHE: join(folder, "cache"),
  };
  const refused = await runWith({ env }, "trace", "x/y", "--store", store);
  const doctor = await runWith({ env }, "doctor", "--online", "--offline", "--json", "--store", store);
  refusing.close();
  expect(refused.exitCode).toBe(5);
  for (const { stdout, stderr } of [refused, doctor]) expect(stdout + stderr).not.toContain(secret);
  const kept = globSync("**/*", { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of kept) {
    expect(readFileSync(join(file.parentPath, file.name)).includes(secret), file.name).toBe(false);
  }
});
