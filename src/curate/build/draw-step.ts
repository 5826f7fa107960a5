import { z } from "zod";
import { Domain } from "../../model/index.ts";
import { defineStep, IntegerList, type StepContext, toIntegers } from "../../rows/index.ts";
import { readStep } from "./read-step.ts";
import { shareDomains } from "./share-domains.ts";

export const drawReasons = ["quota", "domain-share"] as const;

const DrawParameters = z.strictObject({
  seed: z.int(),
  sources: z.array(
    z.strictObject({ dataset: z.string(), quota: z.int().nullable(), domains: z.array(Domain) }),
  ),
  /** Of each part in order: its source, and which of the source's files it is of. */
  parts: z.array(z.strictObject({ source: z.int(), file: z.int() })),
  domainShares: z.partialRecord(Domain, z.number()),
});
type DrawParameters = z.infer<typeof DrawParameters>;

/**
 * Draws rows down to the quotas of sources and the shares of domains. Inputs: the `read` steps, one for each part. The rows
 * that stay are those with the smallest hashes of seed, dataset, file and number, so that a draw depends on nothing else.
 * Table `dropped`: rows by their numbers among those of all parts, ascending, with the reason.
 */
export const drawStep = defineStep({
  name: "build/draw",
  version: 1,
  parameters: DrawParameters,
  result: z.strictObject({ dropped: z.int() }),
  async perform(parameters, context) {
    const rows = await readDraws(parameters, context);
    const reasons = new Int8Array(rows.source.length).fill(-1);
    for (const [source, { quota }] of parameters.sources.entries()) {
      if (quota !== null)
        keepSmallest(rows, reasons, { isOwn: (one) => one === source, count: quota, reason: 0 });
    }
    keepShares(parameters, rows, reasons);
    const [numbers, why] = [new IntegerList(), new IntegerList()];
    for (const [row, reason] of reasons.entries()) {
      if (reason === -1) continue;
      numbers.push(row);
      why.push(reason);
    }
    const table = context.openTable("dropped", { row: "int32", reason: "int32" });
    table.writeGroup({ row: numbers.view(), reason: why.view() });
    return { dropped: numbers.length };
  },
});

interface DrawnRows {
  /** Source of each row. */
  readonly source: Int32Array;
  /** 53 bits of the row's hash. */
  readonly hash: Float64Array;
}

async function readDraws(parameters: DrawParameters, { inputs, kernels }: StepContext): Promise<DrawnRows> {
  const results = inputs.map((input) => readStep.toResult(input));
  const count = results.reduce((sum, { rows }) => sum + rows, 0);
  const rows = { source: new Int32Array(count), hash: new Float64Array(count) };
  const isNeeded = parameters.sources.some(({ quota }) => quota !== null) || hasShares(parameters);
  const before = new Map<string, number>();
  const words = new Uint32Array(4);
  let at = 0;
  for (const [part, input] of inputs.entries()) {
    const { source, file } = parameters.parts[part] ?? { source: 0, file: 0 };
    const place = `${source} ${file}`;
    const first = before.get(place) ?? 0;
    before.set(place, first + (results[part]?.account.rows ?? 0));
    const table = await input.openTable("keys");
    const prefix = `${parameters.seed}\n${parameters.sources[source]?.dataset}\n${file}\n`;
    for (let group = 0; group < table.groupSizes.length; group += 1) {
      const numbers = toIntegers(await table.readGroup(group), "number");
      for (const number of isNeeded ? numbers : []) {
        kernels.hashText(`${prefix}${first + number}`, words, 0);
        rows.hash[at] = (words[0] ?? 0) * 2 ** 21 + ((words[1] ?? 0) >>> 11);
        rows.source[at] = source;
        at += 1;
      }
      if (isNeeded) continue;
      rows.source.fill(source, at, at + numbers.length);
      at += numbers.length;
    }
  }
  return rows;
}

interface Selection {
  readonly isOwn: (source: number) => boolean;
  readonly count: number;
  readonly reason: number;
}

/** Of the rows that are still in, the later of two with one hash goes. */
function keepSmallest(rows: DrawnRows, reasons: Int8Array, { isOwn, count, reason }: Selection): void {
  const own = new IntegerList();
  for (const [row, source] of rows.source.entries()) {
    if (reasons[row] === -1 && isOwn(source)) own.push(row);
  }
  if (own.length <= count) return;
  const order = own.view().sort((a, b) => (rows.hash[a] ?? 0) - (rows.hash[b] ?? 0) || a - b);
  for (const row of order.subarray(count)) reasons[row] = reason;
}

function hasShares({ domainShares }: DrawParameters): boolean {
  return Object.keys(domainShares).length > 0;
}

function keepShares(parameters: DrawParameters, rows: DrawnRows, reasons: Int8Array): void {
  if (!hasShares(parameters)) return;
  const names = parameters.sources.map(({ domains }) => [...domains].sort().join());
  const pools = [...new Set(names)];
  const poolOf = names.map((name) => pools.indexOf(name));
  const counts = pools.map(() => 0);
  for (const [row, source] of rows.source.entries()) {
    const pool = poolOf[source] ?? 0;
    if (reasons[row] === -1) counts[pool] = (counts[pool] ?? 0) + 1;
  }
  const taken = shareDomains(
    counts.map((count, pool) => ({
      domains: parameters.sources[poolOf.indexOf(pool)]?.domains ?? [],
      rows: count,
    })),
    parameters.domainShares,
  );
  for (const [pool, count] of taken.entries()) {
    keepSmallest(rows, reasons, { isOwn: (source) => poolOf[source] === pool, count, reason: 1 });
  }
}
