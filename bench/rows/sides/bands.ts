import { readFile } from "node:fs/promises";
import { findLshComponents } from "../../../src/rows/near-duplicates/lsh-components.ts";
import { measureWork, printFigures } from "../../sides/side-output.ts";

const permutations = 128;
const [path = ""] = process.argv.slice(2);
const bytes = await readFile(path);
const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const { result, cpuSeconds } = measureWork(() =>
  findLshComponents({ words, permutations }, { bands: 14, rows: 9 }),
);
printFigures({ texts: result.length / cpuSeconds, groups: new Set(result).size });
