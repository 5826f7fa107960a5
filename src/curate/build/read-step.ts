import { z } from "zod";
import { defineStep, hashQuestion, IntegerList, ScanAccount, ScanTask, scanShard } from "../../rows/index.ts";
import { RowFilters } from "../plan/build-plan.ts";
import { createRowJudge, filterReasons } from "./judge-row.ts";
import { RowTableWriter, rowShape, toBuildRow } from "./row-table.ts";

/** Rows of one group of integers. */
const rowsPerGroup = 2 ** 16;
const wordsPerKey = 4;

/**
 * Reads a part of a source and filters its rows (roots C3, C4). Tables: `rows`, those that stay, in groups that are small
 * enough to be held; `keys`, their numbers and the keys of their questions under `norm`; `left`, those that go, with the
 * reason; `broken`, the records that could not be read. Rows that the mapping does not fit are in none of them.
 */
export const readStep = defineStep({
  name: "build/read",
  version: 1,
  parameters: z.strictObject({ scan: ScanTask, filters: RowFilters }),
  result: z.strictObject({
    account: ScanAccount,
    /** Rows that stay. */
    rows: z.int(),
    /** Of these, rows whose language could not be told. */
    undetermined: z.int(),
  }),
  async perform({ scan, filters }, context) {
    const judge = await createRowJudge(filters);
    const { openTable } = context;
    const rows = new RowTableWriter(openTable("rows", rowShape));
    const keyTable = openTable("keys", { number: "int32", ...keyShape });
    const keys = createKeyList();
    const left = createLeftList();
    const broken = createBrokenList();
    let [count, undetermined] = [0, 0];
    const account = await scanShard(scan, {
      ...context,
      onBroken: broken.add,
      onRow: (row) => {
        const sample = row.sample();
        const { reason, detail, isUndetermined } = judge(sample);
        if (reason !== undefined) {
          left.add(row.number, filterReasons.indexOf(reason), detail ?? "");
          return;
        }
        rows.add(toBuildRow(row.number, sample));
        hashQuestion(context.kernels, keys.word, 0);
        keys.add(row.number);
        count += 1;
        if (isUndetermined === true) undetermined += 1;
        if (count % rowsPerGroup === 0) keyTable.writeGroup(keys.take());
      },
    });
    rows.flush();
    keyTable.writeGroup(keys.take());
    openTable("left", { number: "int32", reason: "int32", detail: "text" }).writeGroup(left.take());
    openTable("broken", { number: "int32", count: "int32", unit: "text", reason: "text" }).writeGroup(
      broken.take(),
    );
    return { account, rows: count, undetermined };
  },
});

export const keyColumns = ["key0", "key1", "key2", "key3"] as const;
const keyShape = { key0: "int32", key1: "int32", key2: "int32", key3: "int32" } as const;

function createKeyList() {
  const word = new Uint32Array(wordsPerKey);
  const numbers = new IntegerList();
  const lists = keyColumns.map(() => new IntegerList());
  return {
    word,
    add(number: number): void {
      numbers.push(number);
      for (const [at, list] of lists.entries()) list.push(word[at] ?? 0);
    },
    take() {
      const columns = keyColumns.map((name, at) => [name, lists[at]?.view().slice() ?? new Int32Array()]);
      const group = { number: numbers.view().slice(), ...Object.fromEntries(columns) };
      for (const list of [numbers, ...lists]) list.clear();
      return group;
    },
  };
}

function createLeftList() {
  const numbers = new IntegerList();
  const reasons = new IntegerList();
  const details: string[] = [];
  return {
    add(number: number, reason: number, detail: string): void {
      numbers.push(number);
      reasons.push(reason);
      details.push(detail);
    },
    take: () => ({ number: numbers.view(), reason: reasons.view(), detail: details }),
  };
}

function createBrokenList() {
  const numbers = new IntegerList();
  const counts = new IntegerList();
  const units: string[] = [];
  const reasons: string[] = [];
  return {
    add(record: { number: number; count: number; unit: string; reason: string }): void {
      numbers.push(record.number);
      counts.push(record.count);
      units.push(record.unit);
      reasons.push(record.reason);
    },
    take: () => ({ number: numbers.view(), count: counts.view(), unit: units, reason: reasons }),
  };
}
