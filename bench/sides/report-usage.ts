import { readFileSync, writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Loaded before a measured script: on its exit it writes to descriptor 3 what the process used, all threads together. */
const usageDescriptor = 3;

if (isMainThread) process.on("exit", reportUsage);

function reportUsage(): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  const peakMegabytes = (findOwnPeakKibibytes() ?? maxRSS) / 1024;
  writeSync(usageDescriptor, JSON.stringify({ cpuSeconds, peakMegabytes }));
}

/** Linux counts into the usual figure what the parent held when it forked; this one is of the process alone. */
function findOwnPeakKibibytes(): number | undefined {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return found === null ? undefined : Number(found[1]);
  } catch {
    return undefined;
  }
}
