import type { Relation } from "../../model/index.ts";

/** A relation in words. */
export function toRelationText(relation: Relation): string {
  return relation.replaceAll("-", " ").replace(/^cot /, "CoT ");
}
