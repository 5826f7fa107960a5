import {
  createMemoryRunner,
  describeRowFile,
  detectInputMapping,
  findRedundancy,
  listShards,
  openRowInputs,
  type RowJob,
  stepKinds,
} from "../../../src/rows/index.ts";
import { printFigures } from "../../sides/side-output.ts";

/** What `stemma rows redundancy --keys raw` does, in one thread of a program that loads nothing else. */
const inputs = await openRowInputs(process.argv.slice(2), { cwd: process.cwd(), scratchFolder: "" });
const report = await findRedundancy(await toJob(), { on: "triplet", tiers: ["raw"], examples: 0 });
printFigures({ rows: report.rows, unique: report.keys.raw?.unique });

async function toJob(): Promise<RowJob> {
  const described = inputs.map(({ name, files }) => ({ name, files: files.map(describeRowFile) }));
  const detected = await Promise.all(inputs.map((input) => detectInputMapping(input, { given: {} })));
  const shards = await listShards(inputs, { targetBytes: 64 * 2 ** 20 });
  return {
    runner: createMemoryRunner({ kinds: stepKinds }),
    inputs: described,
    shards: shards.flatMap(({ input, file, range }) => {
      const description = described[input]?.files[file];
      const mapping = detected[input]?.mapping;
      if (description === undefined || mapping === undefined) throw new Error("a shard of no file");
      return [{ input, file, bytes: 0, task: { file: description, range, mapping } }];
    }),
  };
}
