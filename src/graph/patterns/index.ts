export { Family, FamilyReport, toFamilyReport } from "./families.ts";
export { listRelationSequences, RelationSequence, type SequenceOptions } from "./relation-sequences.ts";
