import { type LineScanner, type RowField, rowFields } from "../row-kernels.ts";
import type { KernelInstance } from "./instance.ts";

const steps = ["end", "row", "slow", "blank"] as const;

/** @param holder says whose lines are in memory: there is room for those of one scanner. */
export function openWasmScanner(
  instance: KernelInstance,
  fields: Readonly<Record<RowField, string | null>>,
  holder: { scanner?: object },
): LineScanner {
  const { exports } = instance;
  const names = rowFields.map((field) => toNameBytes(fields[field]));
  const self = {};
  let isFed = false;
  const requireLines = () => {
    if (isFed && holder.scanner !== self)
      throw new Error("Another scanner was fed before this one was done.");
    return isFed;
  };
  return {
    feed: (lines) => {
      writeNames(instance, names);
      const at = exports.reserveLines(lines.length);
      instance.bytes.set(lines, at);
      exports.feedLines(lines.length);
      holder.scanner = self;
      isFed = true;
    },
    next: () => (requireLines() ? (steps[exports.nextLine()] ?? "end") : "end"),
    line: () => {
      if (!requireLines()) return new Uint8Array(0);
      const at = exports.lineAt();
      return new Uint8Array(exports.memory.buffer, at, exports.lineLength());
    },
  };
}

/** Undefined for a name that no line can carry without an escape. */
function toNameBytes(name: string | null): Uint8Array | undefined {
  return name?.isWellFormed() ? new TextEncoder().encode(name) : undefined;
}

function writeNames(instance: KernelInstance, names: readonly (Uint8Array | undefined)[]): void {
  const [first = -1, second = -1, third = -1] = names.map((name) => name?.length ?? -1);
  let at = instance.exports.reserveNames(first, second, third);
  for (const name of names) {
    if (name === undefined) continue;
    instance.bytes.set(name, at);
    at += name.length;
  }
}
