import { readFileSync } from "node:fs";
import { createRuleAgents, readCandidates } from "../../src/agents/index.ts";
import { bundledCatalogue } from "../../src/catalogue/index.ts";
import type { Document } from "../../src/model/index.ts";
import type { Subject } from "../../src/model/ports/index.ts";
import type { BenchDocument } from "../bundled-documents.ts";
import { measureWork, printFigures } from "./side-output.ts";

const [input = "", repeats = "1"] = process.argv.slice(2);
const documents: readonly BenchDocument[] = JSON.parse(readFileSync(input, "utf8"));
const catalogue = bundledCatalogue();
const agents = createRuleAgents({ catalogue });

const { result, ...elapsed } = measureWork(() => {
  let passages = 0;
  for (let pass = 0; pass < Number(repeats); pass++) {
    for (const document of documents) passages += readWhole(document);
  }
  return passages;
});
printFigures({ ...elapsed, found: result });

function readWhole({ id, kind, text }: BenchDocument): number {
  const document: Document = {
    url: `bench:${id}`,
    kind,
    title: null,
    revision: null,
    sha256: "",
    text,
    extractor: null,
    fetchedAt: "",
  };
  const subject: Subject = { id, aliases: [], names: agents.listNames(null, id, document), record: null };
  return readCandidates(subject, document, catalogue).extracted.passages.length;
}
