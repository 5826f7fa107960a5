import { appendFileSync } from "node:fs";
import { openStore } from "../../src/store/index.ts";
import { runTrace } from "../../src/trace/index.ts";
import { createScriptedAgents, createScriptedSources } from "./scripted-world.ts";
import { createSlowWorld, slowSeeds } from "./slow-world.ts";
import { unlimited } from "./trace-world.ts";

/** Run as a process of its own: traces the slow world into the store named on the command line. */
const [path = "", latencyMs = "5"] = process.argv.slice(2);
const sources = createScriptedSources(createSlowWorld(), {
  latencyMs: Number(latencyMs),
  onCall: (call) => appendFileSync(`${path}.journal`, `${call}\n`),
});
const store = openStore(path);
const { run } = await runTrace({
  seeds: slowSeeds,
  budget: unlimited,
  sources,
  agents: createScriptedAgents(),
  store,
  concurrency: 4,
  leaseWaitMs: 60_000,
  onEvent: ({ kind }) => process.send?.(kind),
});
store.close();
process.exitCode = run.state === "finished" ? 0 : 1;
process.disconnect?.();
