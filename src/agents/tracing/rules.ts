export type Flags = Record<string, boolean>;

const contraryFlags = [
  "scoreTable",
  "headerRow",
  "decontamination",
  "future",
  "citationHeading",
  "usedBy",
  "modelAfter",
  "methodAfter",
  "mixedForTraining",
  "reuse",
  "labelsLink",
  "describedInItem",
  "describedInSection",
  "fellow",
  "listedWithSubject",
  "ownField",
  "releasedHere",
];

/** Named rules: each is a way in which documents state a source, with the contexts that make it something else ruled out. */
export function toRules(flags: Flags): string[] {
  const has = (...names: readonly string[]) => names.some((name) => flags[name]);
  const isThanked =
    has("acknowledgementHeading") &&
    !has("hubLink", "plainId", "datasetWord", "materialAfter", "derivationNear");
  const isSharedOut = has("distributive") && has("hasCompany");
  if (has(...contraryFlags) || isThanked || isSharedOut || isWordAlone(flags)) return [];
  const fits = toFits(flags);
  return ruleNames.filter((name) => fits[name]);
}

/** A name that is an ordinary word, a site or a method too, with nothing beside it that is a dataset or calls it one. */
function isWordAlone(flags: Flags): boolean {
  const has = (...names: readonly string[]) => names.some((name) => flags[name]);
  const isBesideData = has(
    "hasCompany",
    "materialAfter",
    "sourceHeading",
    "sourceColumn",
    "countTable",
    "dataHeading",
  );
  return has("bareGeneric") && (has("generic") || (has("ambiguous") && !has("isCode") && !isBesideData));
}

function toFits(flags: Flags): Record<string, boolean> {
  const has = (...names: readonly string[]) => names.some((name) => flags[name]);
  const isHubLink = has("hubLink", "plainId");
  const isLink = isHubLink || has("knownRepository", "pageLink");
  const isNamed = has("catalogueName", "learnedName", "unknownName");
  const isAny = isLink || isNamed;
  const isStructured = has("isListItem", "isTableRow");
  const isElsewhere = has("siblingPlace") && !has("ownPart");
  const isQuiet = !has("evaluation", "comparison", "negation", "modelTraining") && !isElsewhere;
  const isFellow =
    has("besideSubject") && (has("sibling") || !has("hubLink", "plainId", "repositoryLink", "pageLink"));
  const isForeign = has("unknownRepository", "homepage");
  const isOff = has("evaluationHeading", "trainingHeading", "newsHeading", "relatedHeading");
  const isStated = !has("negation", "siblingPlace", "comparison", "evaluationHeading", "modelTraining");
  const isGiven = isStated && !has("evaluation");
  const isJudged = has("benchmark") && has("evaluation");
  return {
    "link-under-source-heading":
      isLink && isStructured && has("sourceHeading") && isQuiet && !has("example", "siblingPlace"),
    "name-under-source-heading":
      isNamed && isStructured && has("sourceHeading") && isQuiet && has("isLead", "introCue"),
    "link-in-count-table": isLink && has("countTable") && isQuiet && !isFellow && !has("evaluationHeading"),
    "name-leads-count-table":
      isNamed && has("countTable") && has("isLead") && isQuiet && !isFellow && !has("evaluationHeading"),
    "name-in-source-column":
      isAny &&
      has("sourceColumn") &&
      has("countTable", "sourceHeading", "dataHeading") &&
      isQuiet &&
      !isOff &&
      !has("besideSubject"),
    "repository-leads-count-table":
      has("unknownRepository") &&
      has("countTable") &&
      has("isLead", "viaColumn") &&
      isQuiet &&
      !isFellow &&
      !isOff,
    "link-alone-in-item":
      (isLink || (has("unknownRepository") && has("dataHeading", "sourceHeading"))) &&
      has("isAlone") &&
      !isOff &&
      isQuiet,
    "item-after-source-sentence": isAny && has("introCue") && !isOff && isQuiet && !has("evaluationIntro"),
    "derivation-verb": isAny && has("derivationNear", "version", "base", "chinese") && isStated && !isJudged,
    "repository-after-derivation-verb":
      has("unknownRepository") &&
      has("dataHeading", "paired") &&
      has("derivationNear", "version", "chinese") &&
      isGiven &&
      !isOff,
    "material-from": isAny && has("materialFrom") && isGiven,
    "act-on": isAny && has("act") && isGiven,
    "composition-verb": isAny && has("composition") && isQuiet && !isOff,
    "use-verb": isAny && has("use", "afterCue") && isQuiet && !isOff,
    "lead-link-under-source-heading":
      isForeign && isStructured && has("isLead") && has("ownDataHeading") && isQuiet && !isOff,
    "enumeration-after-source-word": isAny && has("enumerated") && isQuiet && !isOff,
    "link-under-own-data-heading": isLink && has("ownDataHeading") && has("isShort") && isQuiet && !isOff,
    "foreign-link-under-data-heading":
      isLink &&
      (isStructured || (has("isShort") && has("opensPassage"))) &&
      has("dataHeading") &&
      isQuiet &&
      !isOff &&
      !has("sibling", "release", "besideSubject"),
    "item-of-subject":
      isLink &&
      has("underSubject") &&
      has("isLead") &&
      !has("negation", "modelTraining", "comparison", "sibling", "example", "advice"),
    "repository-in-source-list":
      has("unknownRepository") &&
      has("introCue") &&
      has("isLead") &&
      has("dataHeading", "sourceHeading") &&
      isQuiet &&
      !isOff,
    "part-of-collection": has("ownPart") && has("isLead", "countTable") && isLink && isQuiet && !isOff,
    "link-in-acknowledgements": isHubLink && has("acknowledgementHeading") && !has("siblingPlace"),
    "name-in-subject":
      has("nameInSubject") && !has("evaluation", "modelTraining", "siblingPlace", "isHeading") && !isOff,
    "loaded-in-code": has("loadCall") && !isOff && !has("siblingPlace"),
    "subject-link-under-name": isAny && has("labelsSubject") && !has("evaluation", "modelTraining"),
  };
}

/** Every rule there is. */
export const ruleNames: readonly string[] = Object.keys(toFits({}));
