import { z } from "zod";
import { type Figure, toFigure } from "../figure.ts";
import { type ExpectedRows, requireSet } from "./expected-rows.ts";
import type { RowCommands } from "./row-commands.ts";

const Unique = z.object({ unique: z.int() });
const Triplets = z.object({ rows: z.int(), keys: z.object({ raw: Unique }) });
const Pairs = z.object({ keys: z.object({ raw: Unique, norm: Unique }) });

/** Rows, different triplets, and different pairs raw and under `norm`, of every set by itself. */
export async function checkRedundancy(expected: ExpectedRows, { run }: RowCommands): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { set: name, rows, triplets, rawPairs, normPairs } of expected.redundancy) {
    const set = requireSet(expected, name);
    const count = (on: string, keys: string) =>
      run(["redundancy", ...set.files, "--on", on, "--keys", keys], [set]);
    const onTriplets = Triplets.parse(await count("triplet", "raw"));
    const onPairs = Pairs.parse(await count("pair", "raw,norm"));
    const got = [
      onTriplets.rows,
      onTriplets.keys.raw.unique,
      onPairs.keys.raw.unique,
      onPairs.keys.norm.unique,
    ];
    figures.push(
      toFigure(
        `redundancy: ${name}: rows, triplets, pairs raw, norm`,
        [rows, triplets, rawPairs, normPairs].join(" "),
        got.join(" "),
      ),
    );
  }
  return figures;
}
