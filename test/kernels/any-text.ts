import fc from "fast-check";
import { byteForms, keyScopes, type RowKernels } from "../../src/kernels/index.ts";

/** Texts in which runs of ASCII, white space of all kinds, case, scripts and halves of surrogate pairs meet. */
export function anyText(): fc.Arbitrary<string> {
  return fc
    .array(
      fc.oneof(
        fc.string({ unit: "grapheme-ascii", maxLength: 30 }),
        fc.string({ unit: "binary", maxLength: 8 }),
        fc.stringMatching(/^[a-zA-Z0-9_ ,.]{0,80}$/),
        fc.constantFrom(
          " ",
          "  ",
          "\n\n",
          "\u3000",
          "\ufeff",
          "\u00a0",
          "模型",
          "ガ",
          "𠮷",
          "ΣΑΣ",
          "İI",
          "\ud800",
          "e\u0301",
        ),
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(""));
}

/** The current row's hashes for every scope and form. */
export function toAllHashes(kernels: RowKernels): string[] {
  return keyScopes.flatMap((scope) => byteForms.map((form) => toHash(kernels, scope, form).join(" ")));
}

export function toHash(
  kernels: RowKernels,
  scope: (typeof keyScopes)[number],
  form: (typeof byteForms)[number],
) {
  const into = new Uint32Array(4);
  kernels.hashRow(scope, form, into, 0);
  return into;
}
