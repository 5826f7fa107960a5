/**
 * Writes synthetic texts, one on a line, white space made one space.
 * Usage: node bench/rows/write-texts.ts <file> <words> <count> ascii|mixed [<seed>]
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { maxLineBytes, SyntheticTexts } from "./synthetic-texts.ts";

const [path = "", words = "", count = "", script = "", seed = "3"] = process.argv.slice(2);
const texts = new SyntheticTexts({ seed: Number(seed), isAscii: script === "ascii" });
const line = new Uint8Array(maxLineBytes);
const file = openSync(path, "w");
for (let document = 0; document < Number(count); document++) {
  const end = texts.writeDocument(Number(words), document, line, 0);
  const { text } = JSON.parse(Buffer.from(line.buffer, 0, end).toString()) as { text: string };
  writeSync(file, `${text.replace(/\s+/g, " ")}\n`);
}
closeSync(file);
