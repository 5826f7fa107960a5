import type { CallOptions, LanguageModel, Subject, UntrustedText } from "../../../model/ports/index.ts";
import type { Passage } from "../../extracting/passage.ts";
import { headings } from "../../tracing/lexicon.ts";
import { toPickSectionsTask } from "../tasks/pick-sections.ts";
import { toShownText } from "../tasks/shown-text.ts";
import { toUntrustedSubject } from "../tasks/untrusted-subject.ts";
import { type Section, toCharacters, toSections } from "./sections.ts";

/** Up to here a document is read whole. */
const longDocumentCharacters = 40_000;
/** The beginning of a long one, where it says what it is about, is always read. */
const openingCharacters = 4_000;
const sectionCharacters = 8_000;
const firstWords = 160;
/** Sections beyond are chosen by their headings. */
const maxOutlined = 400;

export interface ReadingPlan {
  /** What the tracing model is to read, in the order of the document. */
  readonly passages: readonly Passage[];
  readonly problems: readonly string[];
}

export interface ReadingInput {
  readonly subject: Subject;
  readonly passages: readonly Passage[];
  /** Passages in which the rules found a source: their sections are read in any case. */
  readonly telling: ReadonlySet<Passage>;
  /** Null: sections are chosen by their headings. */
  readonly model: LanguageModel | null;
}

/** Says what of a document is worth reading for lineage (spec T2): all of a short one, of a long one the sections about data. */
export async function choosePassages(input: ReadingInput, options: CallOptions = {}): Promise<ReadingPlan> {
  const { passages, telling } = input;
  if (toCharacters(passages) <= longDocumentCharacters) return { passages, problems: [] };
  const sections = toSections(passages, sectionCharacters);
  const { picked, problems } = await pickSections(input, sections, options);
  const opening = toOpening(sections);
  const chosen = sections.filter(
    (section) =>
      picked.has(section) || opening.has(section) || section.some((passage) => telling.has(passage)),
  );
  return { passages: chosen.flat(), problems };
}

async function pickSections(
  { subject, model }: ReadingInput,
  sections: readonly Section[],
  options: CallOptions,
): Promise<{ readonly picked: ReadonlySet<Section>; readonly problems: readonly string[] }> {
  const byHeading = (from: number) =>
    sections.filter((section, index) => index >= from && isAboutData(section));
  if (model === null) return { picked: new Set(byHeading(0)), problems: [] };
  const outlined = sections.slice(0, maxOutlined);
  const task = toPickSectionsTask({
    dataset: subject.id,
    subject: toUntrustedSubject(subject),
    outline: toOutline(outlined),
  });
  const answer = await model.ask(task, options);
  if (answer.state === "quarantined") {
    const problem = `sections were chosen by their headings, ${model.id} gave no answer that fits`;
    return { picked: new Set(byHeading(0)), problems: [problem] };
  }
  const picked = outlined.filter((_, index) => answer.value.sections.includes(index));
  return { picked: new Set([...picked, ...byHeading(maxOutlined)]), problems: [] };
}

function toOutline(sections: readonly Section[]): UntrustedText {
  const lines = sections.map((section, index) => {
    const title = toHeadings(section).join(" > ");
    const words = toShownText(section.map(({ text }) => text.slice(0, firstWords)).join(" "));
    return `S${index} ${toShownText(title).slice(0, 200)} (${toCharacters(section)} characters): ${words.slice(0, firstWords)}`;
  });
  return { label: "outline", text: lines.join("\n") };
}

/** The headings above what the section says, outermost first. */
function toHeadings(section: Section): readonly string[] {
  return section.find(({ kind }) => kind !== "heading")?.section ?? section.map(({ text }) => text);
}

/** The innermost heading decides where it speaks of data; else none of those above may speak of something else. */
function isAboutData(section: Section): boolean {
  const above = toHeadings(section);
  const inner = above.at(-1) ?? "";
  if (headings.source.test(inner) || headings.data.test(inner)) return true;
  const isAside = (heading: string) =>
    headings.citation.test(heading) || headings.related.test(heading) || headings.evaluation.test(heading);
  return !above.some(isAside);
}

function toOpening(sections: readonly Section[]): ReadonlySet<Section> {
  const opening = new Set<Section>();
  let size = 0;
  for (const section of sections) {
    if (size >= openingCharacters) break;
    opening.add(section);
    size += toCharacters(section);
  }
  return opening;
}
