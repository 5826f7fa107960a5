import { Document, isMap, isSeq, type YAMLMap } from "yaml";
import { type BuildPlan, exclusionReasons } from "./build-plan.ts";

const introduction = ` A plan of "stemma build". Change what you like, then: stemma build run FILE --out FOLDER
 Sources stand most reused first; of rows that say the same the first source keeps its own.`;

const notes: Readonly<Record<string, string>> = {
  seed: " every draw depends on it alone",
  sources:
    " where rows come from: rows is a path, a glob or a dataset of the hub; quota is the most rows to take",
  domainShares: " the most that a domain may make up, such as math: 0.5",
  filters: " lengths in characters; languages as two letters, [] for all",
  nearDuplicates: " MinHash; null leaves near-duplicates in",
  decontamination: " level: exact, confirmed, likely or review",
  redundancyBudget: " an internal dataset that repeats a larger share of what is there is left out",
  excluded: " for the record: what was not taken, and why",
};

/** The plan as YAML that a person can edit, with what each part means. */
export function toPlanText(plan: BuildPlan): string {
  const document = new Document(plan);
  document.commentBefore = introduction;
  const { contents } = document;
  if (isMap(contents)) {
    for (const pair of contents.items) {
      const key = document.createNode(String(pair.key));
      const note = notes[String(pair.key)];
      if (note !== undefined) key.commentBefore = note;
      pair.key = key;
    }
    addReasons(contents.get("excluded"));
  }
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}

/** Behind each dataset that was not taken, in words. */
function addReasons(excluded: unknown): void {
  if (!isSeq(excluded)) return;
  for (const item of excluded.items) {
    if (!isMap(item)) continue;
    const entry = item as YAMLMap;
    entry.flow = true;
    const reason = String(entry.get("reason"));
    entry.comment = ` ${exclusionReasons[reason as keyof typeof exclusionReasons] ?? reason}`;
  }
}
