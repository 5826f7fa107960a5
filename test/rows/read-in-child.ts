import { openRowInputs, readRecords } from "../../src/rows/readers/index.ts";

/** Reads a file whole and prints how many rows it has and how much memory that took at most, in mebibytes. */
const [path = ""] = process.argv.slice(2);
const [input] = await openRowInputs([path], { cwd: process.cwd() });
let rows = 0;
for (const file of input?.files ?? []) {
  for await (const { records } of readRecords(file)) rows += records.length;
}
console.log(JSON.stringify({ rows, peakMebibytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
