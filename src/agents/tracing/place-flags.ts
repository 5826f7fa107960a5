import type { Passage } from "../extracting/passage.ts";
import * as cues from "./lexicon.ts";
import { maskMentions } from "./masked-text.ts";
import type { Mention } from "./mention.ts";
import type { ScopeFinder } from "./scope.ts";
import type { SharedDocument } from "./shared-document.ts";

export type HeadingFlags = Readonly<Record<cues.HeadingKind, boolean>>;

/** A mention with what surrounds it. */
export interface Placement {
  readonly passage: Passage;
  readonly mentions: readonly Mention[];
  readonly mention: Mention;
  readonly scope: ScopeFinder;
  readonly shared: SharedDocument;
  /** Whether the passage is one of the first of the document. */
  readonly isEarly: boolean;
  /** Whether the list or table around the passage has the subject among its items: the others are then its siblings. */
  readonly listsSubject: boolean;
  /** Whether its rows or items are datasets, each led by a link to itself, and the subject is one of them. */
  readonly listsFellows: boolean;
  /** Whether the document is the subject's own card or paper, which speaks of the subject where it names no other. */
  readonly isOwnText: boolean;
  /** Key of the one dataset, not the subject, that the heading above begins with. */
  readonly sectionOf: string | null;
  /** Whether a list item above this one is about the subject and no sibling. */
  readonly isUnderSubject: boolean;
  /** Mentions of the list item above this one, where items are nested. */
  readonly parentMentions: readonly Mention[];
}

/** The innermost heading that says what its section is for decides; `### Video` under `## Source data` says nothing. */
export function toHeadingFlags(section: readonly string[]): HeadingFlags {
  const kinds = Object.keys(cues.headings) as cues.HeadingKind[];
  const telling =
    section.findLast((heading) => kinds.some((kind) => cues.headings[kind].test(heading))) ?? "";
  const flags = Object.fromEntries(kinds.map((kind) => [kind, cues.headings[kind].test(telling)]));
  const stands = (kind: "evaluation" | "citation" | "related") =>
    section.some((heading) => cues.headings[kind].test(heading)) && !flags.source;
  return {
    ...flags,
    evaluation: flags.evaluation === true || (stands("evaluation") && !flags.data),
    citation: flags.citation === true || stands("citation"),
    related: flags.related === true || stands("related"),
  } as Record<cues.HeadingKind, boolean>;
}

export interface SaidBefore {
  /** Whether a source word stands near before the mention. */
  readonly isCued: boolean;
  readonly namesSubject: boolean;
  /** The subject, then a source word, then the mention: "X is a superset of Y". */
  readonly saysSubjectFirst: boolean;
}

/** Where in the document the mention stands, and whom that place speaks of. */
export function toPlaceFlags(input: Placement, headings: HeadingFlags, said: SaidBefore) {
  const { passage, mention, mentions, scope } = input;
  const before = mentions.filter((other) => other.end <= mention.start);
  const passageScope = scope.ofPassage(passage);
  const spokenOf =
    passage.kind === "table-row"
      ? passageScope
      : scope.ofText(
          passage,
          before.filter((other) => other !== mention),
          passage.text.slice(0, mention.start),
        );
  const isStructured = passage.kind === "list-item" || passage.kind === "table-row";
  const standsWithForeign = mentions.some(
    (other) => other !== mention && !scope.isSubject(other) && !scope.isSibling(other),
  );
  const isAtHome =
    passageScope === "subject" || (passageScope === "neutral" && (input.isOwnText || standsWithForeign));
  const isTied = said.namesSubject ? said.saysSubjectFirst : said.isCued && isAtHome;
  const isSiblingScope = spokenOf === "sibling" || (spokenOf === "neutral" && passageScope === "sibling");
  const isShared = input.shared.isShared && !input.isOwnText;
  const rest = passage.text.slice(0, mention.start) + passage.text.slice(mention.end);
  return {
    sourceHeading: headings.source && !headings.evaluation,
    ownDataHeading:
      cues.ownDataHeading.test(passage.section.at(-1) ?? "") ||
      cues.ownDataHeading.test(passage.section.at(-2) ?? ""),
    dataHeading: headings.data && !headings.evaluation,
    evaluationHeading: headings.evaluation && !headings.source,
    trainingHeading: headings.training && !headings.source && !headings.data,
    newsHeading: headings.news,
    citationHeading: headings.citation,
    acknowledgementHeading: headings.acknowledgement,
    relatedHeading: headings.related,
    licenseHeading: headings.license,
    isListItem: passage.kind === "list-item",
    isTableRow: passage.kind === "table-row",
    isHeading: passage.kind === "heading",
    isCode: passage.kind === "code",
    isProse: passage.kind === "prose",
    isShort: passage.kind !== "code" && passage.text.length <= 200,
    isEarly: input.isEarly && passage.kind !== "code",
    isLead: isStructured && passage.text.slice(0, mention.start).replace(/[^\p{L}]+/gu, "").length <= 3,
    opensPassage:
      passage.kind !== "code" && passage.text.slice(0, mention.start).replace(/[^\p{L}]+/gu, "").length <= 3,
    isAlone: isStructured && rest.replace(/[^\p{L}]+/gu, "").length <= 14,
    ownField:
      mentions.length === 1 &&
      /^[\s*•-]*(?:repository|home ?page|leaderboard|paper|point of contact|contact|website|code|github|demo|model|project page|official repo\w*|仓库|主页|论文)\W{0,4}[:：]/i.test(
        passage.text,
      ),
    isKeyValue: /^[\s*•-]*[\w ()]{2,24}[:：]\s*$/.test(passage.text.slice(0, mention.start)),
    countBeside:
      isStructured &&
      /(?:^|[\s(~|])\d[\d,.]*\s?(?:[kKmMB]\b|samples|examples|rows|instances|pairs|prompts|questions|problems|条)/.test(
        rest,
      ),
    sourceColumn: isUnder(sourceColumn, input),
    headerRow: passage.table?.isHeaderRow ?? false,
    scoreTable: passage.table?.hasScores ?? false,
    countTable: passage.table?.hasCounts ?? false,
    subjectScope: spokenOf === "subject" || (spokenOf === "neutral" && passageScope === "subject"),
    siblingScope: isSiblingScope,
    sharedDocument: isShared,
    /** Where a document about several datasets speaks of none in particular, it speaks of the first; here a sibling. */
    siblingFirst:
      isShared &&
      !input.isUnderSubject &&
      input.shared.isSiblingFirst &&
      spokenOf === "neutral" &&
      passageScope === "neutral",
    namesSibling: isShared && input.shared.namesSibling(mention),
    /** A sibling's own place, or a sibling that nothing ties to the subject. */
    siblingPlace: scope.isSibling(mention) ? !isTied : isSiblingScope,
    /** Stands in the description of another dataset, whose source it is. */
    describedInItem: isStructured && isDescribed(input, before),
    describedInSection: isStructured && input.sectionOf !== null && input.sectionOf !== mention.key,
    besideSubject: isStructured && input.listsSubject,
    fellow: isStructured && input.listsFellows && !mentions.some((other) => scope.isSubject(other)),
    ownPart:
      scope.isSibling(mention) &&
      isStructured &&
      !input.listsSubject &&
      (headings.source || passage.table?.hasCounts === true),
    labelsSubject:
      isStructured &&
      !scope.isSibling(mention) &&
      mention.start <= 40 &&
      mentions.some(
        (other) => other.start >= mention.end && other.form === "hub-link" && scope.isSubject(other),
      ),
    paired: isPaired(input),
    listedWithSubject: isListedWithSubject(input),
    hasCompany: mentions.some(
      (other) => other !== mention && (other.entry !== null || other.form === "hub-link"),
    ),
    viaColumn: isUnder(viaColumn, input),
    underSubject: isStructured && input.isUnderSubject,
    neighbours: mentions.filter((other) => other !== mention && !scope.isSubject(other)).length >= 2,
  };
}

const sourceColumn =
  /\b(?:sources?|data ?sets?|corpus|origin(?:al)?|derived from|built (?:on|from))\b|来源|数据集|语料/i;

const listGlue = /^[\s\])"'`*]*(?:,|、|，|&|\+|\band\b|和|与|及)+\s*(?:(?:the|and) )?[[("'`*]*$/;

/** Named together with a known dataset, "X and Y": what is said of that one is said of this. */
function isPaired({ passage, mention, mentions }: Placement): boolean {
  return mentions.some((other) => {
    if (other.entry === null && other.form !== "hub-link") return false;
    const [first, second] = other.start < mention.start ? [other, mention] : [mention, other];
    return other !== mention && listGlue.test(passage.text.slice(first.end, second.start));
  });
}

const onlyNames = /^(?:[\s▮,、，&+;:[\]*`'"]|\([^()]*\)|\band\b|\bor\b|和|与|及)+$/;

/** One of an enumeration that has the subject in it, "trained on the subject, X and Y": its equal, not its source. */
function isListedWithSubject({ passage, mention, mentions, scope }: Placement): boolean {
  if (passage.kind === "heading" || passage.kind === "code") return false;
  return mentions.some((other) => {
    if (other === mention || other.form === "repository-link" || !scope.isSubject(other)) return false;
    const [first, second] = other.start < mention.start ? [other, mention] : [mention, other];
    const between = maskMentions(passage.text, { start: first.end, end: second.start }, mentions);
    return passage.table === null && onlyNames.test(between);
  });
}

/** A column that says nothing but where a row comes from. */
const viaColumn = /^\W*(?:via|from|taken from|(?:data )?sources?|origin(?:al)?|来源|数据来源|出处)\W*$/i;

/** Whether the cell stands under a header like `Source` or `Dataset`. */
function isUnder(column: RegExp, { passage, mention }: Placement): boolean {
  const place =
    passage.table?.cells.findIndex((cell) => mention.start >= cell.start && mention.end <= cell.end) ?? -1;
  return column.test(passage.table?.header[place] ?? "");
}

/** The item, or the one above it, begins with another dataset, and this one comes later in its description. */
function isDescribed(
  { passage, mention, scope, parentMentions }: Placement,
  before: readonly Mention[],
): boolean {
  const isOther = (other: Mention) =>
    other.key !== mention.key &&
    !scope.isSubject(other) &&
    other.strength === "name" &&
    other.form !== "unknown-name";
  const lead = before.find(
    (other) => isOther(other) && passage.text.slice(0, other.start).replace(/[^\p{L}]+/gu, "").length <= 3,
  );
  if (lead !== undefined)
    return !/^[\s,;:：、/&+()[\]*`'"▮–—-]*(?:(?:and|or|和|与|及)[\s,;▮]*)?$/.test(
      toBetween(passage.text, lead, { mention, before }),
    );
  return parentMentions.some((other) => isOther(other) && other.start <= 6 && other.statedId !== null);
}

/** The text between two mentions, with the mentions in between as ▮. */
function toBetween(
  text: string,
  lead: Mention,
  { mention, before }: { readonly mention: Mention; readonly before: readonly Mention[] },
): string {
  return maskMentions(text, { start: lead.end, end: mention.start }, before);
}
