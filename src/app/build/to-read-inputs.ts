import { toFileNames } from "../../curate/index.ts";
import type { InputAccount, JobInput } from "../../rows/index.ts";
import type { ShownMapping } from "../rows/row-request.ts";
import type { ReadInput } from "./build-manifest.ts";

/** Sources or benchmarks as the manifest names them. */
export function toReadInputs(
  accounts: readonly InputAccount[],
  mappings: readonly ShownMapping[],
  inputs: readonly JobInput[],
): ReadInput[] {
  return accounts.map(({ name, files }, index) => {
    const { adapter = "", parts = [] } = mappings[index] ?? {};
    const described = inputs[index]?.files ?? [];
    const names = toFileNames(described.map(({ name: own, origin }) => origin?.path ?? own));
    const read = files.map(({ file, ...rest }, at) => ({ name: file, file: names[at] ?? file, ...rest }));
    return { dataset: name, adapter, mapping: [...parts], files: read };
  });
}
