import type { ReportPage, Section } from "../report-page.ts";
import { toContaminationSection } from "./contamination-section.ts";
import { toEdgesSection } from "./edges-section.ts";
import { toFindingsSection } from "./findings-section.ts";
import { toIntersectionsSection } from "./intersections-section.ts";
import { toLicencesSection } from "./licences-section.ts";
import { toPatternsSection, toSimilaritySection } from "./likeness-sections.ts";
import { toLineageSection } from "./lineage-section.ts";
import { toRankingsSection } from "./rankings-section.ts";
import { toTimelineSection } from "./timeline-section.ts";
import { toTopologySection } from "./topology-section.ts";
import { toOutcomesSection, toUnknownsSection } from "./unknowns-section.ts";

/** The parts of a report in their order; one that has nothing to show is null. */
export const sectionWriters: readonly ((page: ReportPage) => Section | null)[] = [
  toFindingsSection,
  toOutcomesSection,
  toLineageSection,
  toIntersectionsSection,
  toContaminationSection,
  toTopologySection,
  toTimelineSection,
  toRankingsSection,
  toEdgesSection,
  toSimilaritySection,
  toPatternsSection,
  toLicencesSection,
  toUnknownsSection,
];
