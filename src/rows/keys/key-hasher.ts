import { type ByteForm, type KeyScope, keyScopes, type RowKernels, rowFields } from "../../kernels/index.ts";
import { stripAnswerTails } from "./answer-tails.ts";
import type { KeyTier } from "./key-tier.ts";
import { toStrongText } from "./strong-text.ts";

/** Hashes keys of the kernels' current row. */
export interface KeyHasher {
  /** To be called for each row before the first `hash` of it. */
  beginRow(): void;
  /**
   * 128 bits of the row's key: four words from `at`. At every tier the fields of the scope are hashed one by one with an end
   * between them, so that no two rows of different fields meet.
   */
  hash(key: RowKey, into: Uint32Array, at: number): void;
}

/** Which key of a row: what it stands for, and how alike rows must be to have the same. */
export interface RowKey {
  readonly scope: KeyScope;
  readonly tier: KeyTier;
}

export function createKeyHasher(kernels: RowKernels): KeyHasher {
  const texts = { strong: [] as string[], skeleton: [] as string[] };
  const takeTexts = (tier: "strong" | "skeleton", count: number) => {
    const known = texts[tier];
    for (let field = known.length; field < count; field += 1) known.push(toText(tier, field));
    return known.length === count ? known : known.slice(0, count);
  };
  const toText = (tier: "strong" | "skeleton", index: number): string => {
    const text = kernels.fieldText(rowFields[index] ?? "output");
    if (tier === "strong") return toStrongText(text);
    const stripped = stripAnswerTails(text);
    return stripped === text ? (takeTexts("strong", index + 1)[index] ?? "") : toStrongText(stripped);
  };
  return {
    beginRow() {
      if (texts.strong.length > 0) texts.strong.length = 0;
      if (texts.skeleton.length > 0) texts.skeleton.length = 0;
    },
    hash({ scope, tier }, into, at) {
      if (isByteForm(tier)) kernels.hashRow(scope, tier, into, at);
      else kernels.hashTexts(takeTexts(tier, keyScopes.indexOf(scope) + 1), into, at);
    },
  };
}

function isByteForm(tier: KeyTier): tier is ByteForm {
  return tier !== "strong" && tier !== "skeleton";
}
