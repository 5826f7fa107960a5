import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FixtureDataset {
  readonly card: string;
  readonly gated?: boolean;
}

/** Writes a snapshot folder of datasets by id. */
export function writeSnapshotFixture(
  folder: string,
  datasets: Readonly<Record<string, FixtureDataset>>,
): string {
  mkdirSync(folder, { recursive: true });
  const head = { schemaVersion: 1, title: "fixture", note: "made by a test", recordedAt: "2026-01-01" };
  writeFileSync(join(folder, "snapshot.json"), JSON.stringify(head));
  for (const [id, { card, gated = false }] of Object.entries(datasets)) {
    const place = join(folder, "datasets", id);
    mkdirSync(place, { recursive: true });
    const record = { id, createdAt: "2024-01-01", private: false, gated, disabled: false, tags: [] };
    const access = gated ? { cardAccess: "gated" } : {};
    writeFileSync(join(place, "dataset.json"), JSON.stringify({ ...record, ...access }));
    writeFileSync(join(place, "README.md"), card);
  }
  return folder;
}

/** A card that names its sources as plainly as can be. */
export function toSourceCard(...ids: readonly string[]): string {
  const items = ids.map((id) => `- [${id}](https://huggingface.co/datasets/${id})`);
  return `# A mixture\n\n## Source datasets\n\nThis dataset was built from the following datasets:\n\n${items.join("\n")}\n`;
}
