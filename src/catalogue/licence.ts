import { z } from "zod";
import bundledLicences from "./data/licences.json" with { type: "json" };

/**
 * What a licence says that matters along a lineage. A reading in a few fields, not the licence and no legal advice; the
 * source has the text.
 */
export const Licence = z.strictObject({
  /** As the hub writes it, or a name of ours where the hub has none. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.+-]*$/),
  title: z.string().min(1),
  category: z.enum([
    "permissive",
    "attribution",
    "share-alike",
    "non-commercial",
    "no-derivatives",
    "research-only",
    "use-restricted",
    "model-output-terms",
    "unclear",
  ]),
  /** Other ways to write it. */
  names: z.array(z.string().min(1)),
  /** `conditional`: depends on who uses it for what; `unstated`: cannot be told from the name. */
  commercial: z.enum(["allowed", "forbidden", "conditional", "unstated"]),
  derivatives: z.enum(["allowed", "forbidden"]),
  attribution: z.boolean(),
  /** Licences that adaptations may be shared under together have the same word; null where any may be chosen. */
  shareAlike: z.string().min(1).nullable(),
  /** In short, for a list of what to keep to. */
  conditions: z.array(z.string().min(1)),
  /** Where its text, or the hub's list of licences, stands. */
  source: z.url(),
});
export type Licence = z.infer<typeof Licence>;

interface LicenceTable {
  readonly licences: readonly Licence[];
  readonly byKey: ReadonlyMap<string, Licence>;
}

let table: LicenceTable | undefined;

function loadTable(): LicenceTable {
  table ??= createTable(Licence.array().parse(bundledLicences));
  return table;
}

function createTable(licences: readonly Licence[]): LicenceTable {
  const byKey = new Map(
    licences.flatMap((licence) =>
      [licence.id, ...licence.names].map((name) => [toLicenceKey(name), licence]),
    ),
  );
  return { licences, byKey };
}

/** Every licence that is known, sorted by id. */
export function listLicences(): readonly Licence[] {
  return loadTable().licences;
}

/** The licence of a name as cards and tags write it; case, spaces and punctuation do not count. */
export function findLicence(name: string): Licence | undefined {
  return loadTable().byKey.get(toLicenceKey(name));
}

function toLicenceKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/^licen[cs]e:/, "")
    .replace(/[^a-z0-9+]/g, "");
}
