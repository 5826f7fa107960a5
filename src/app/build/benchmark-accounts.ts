import { readBenchmarkScans } from "../../curate/index.ts";
import { accountInputs, type InputAccount } from "../../rows/index.ts";
import type { OpenedBuild } from "./open-build.ts";

/** What was read of each benchmark. */
export async function readBenchmarkAccounts({ benchmarks, runner }: OpenedBuild): Promise<InputAccount[]> {
  if (benchmarks.inputs.length === 0) return [];
  return await accountInputs({ ...benchmarks, runner }, await readBenchmarkScans({ benchmarks, runner }));
}
