import {
  createMemoryRunner,
  describeRowFile,
  detectInputMapping,
  findRedundancy,
  listShards,
  openRowInputs,
  type RowJob,
  type StepRunner,
  stepKinds,
} from "../../../src/rows/index.ts";
import { printFigures } from "../../sides/side-output.ts";

/** What `stemma rows redundancy --keys raw` does, in one thread of a program that loads nothing else. */
const inputs = await openRowInputs(process.argv.slice(2), { cwd: process.cwd(), scratchFolder: "" });
let hashSeconds = 0;
const report = await findRedundancy(await toJob(), { on: "triplet", tiers: ["raw"], examples: 0 });
printFigures({ rows: report.rows, unique: report.keys.raw?.unique, hashSeconds });

async function toJob(): Promise<RowJob> {
  const described = inputs.map(({ name, files }) => ({ name, files: files.map(describeRowFile) }));
  const detected = await Promise.all(inputs.map((input) => detectInputMapping(input, { given: {} })));
  const shards = await listShards(inputs, { targetBytes: 64 * 2 ** 20 });
  return {
    runner: createClockedRunner(),
    inputs: described,
    shards: shards.flatMap(({ input, file, range }) => {
      const description = described[input]?.files[file];
      const mapping = detected[input]?.mapping;
      if (description === undefined || mapping === undefined) throw new Error("a shard of no file");
      return [{ input, file, bytes: 0, task: { file: description, range, mapping } }];
    }),
  };
}

/** Tells the CPU time of hashing the input files apart from the rest. */
function createClockedRunner(): StepRunner {
  const runner = createMemoryRunner({ kinds: stepKinds });
  return {
    ...runner,
    async run(steps) {
      const start = process.cpuUsage();
      const outputs = await runner.run(steps);
      const { user, system } = process.cpuUsage(start);
      if (steps.some(({ description }) => description.kind === "hash-file"))
        hashSeconds += (user + system) / 1e6;
      return outputs;
    },
  };
}
