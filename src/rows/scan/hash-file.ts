import { z } from "zod";
import { defineStep } from "../jobs/step.ts";
import { accountFile, RowFileDescription, toRowFile } from "../readers/index.ts";

/**
 * The SHA-256 of a file as it lies. A file is read once for its hash and once for its rows: the two go on side by side, and
 * parts of a file cannot be hashed apart. Until then a file is known by its path, length and time of change.
 */
export const hashFile = defineStep({
  name: "hash-file",
  version: 1,
  parameters: z.strictObject({ file: RowFileDescription }),
  result: z.strictObject({
    sha256: z.string().nullable(),
    hashedBy: z.enum(["computed", "stated"]).nullable(),
    revision: z.string().nullable(),
  }),
  async perform({ file }, { signal }) {
    const nothing = { rows: 0, broken: 0 };
    const { sha256, hashedBy, revision } = await accountFile(toRowFile(file), nothing, signal);
    return { sha256, hashedBy, revision };
  },
});
