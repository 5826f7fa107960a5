import type { CheckRule, GateRule } from "../../model/index.ts";

type RuleText = Pick<CheckRule, "summary" | "help">;

/** What each rule asks for and what to do where it is broken. */
export const ruleTexts: Readonly<Record<GateRule, RuleText>> = {
  "no-path-to": {
    summary: "No path leads from the test split of a benchmark to a dataset of the mixture.",
    help: "Leave the dataset out, take a version without the benchmark's rows, or report no result on the benchmark.",
  },
  "no-undocumented-upstream": {
    summary: "Documents tell where every upstream comes from.",
    help: "Trace further, say which dataset is meant (stemma add), or leave out what is built on it.",
  },
  licence: {
    summary: "The licences along every path allow the use that the policy names.",
    help: "Leave the dataset out, or settle the licence of the dataset that is named. This is no legal advice.",
  },
  "max-intersections": {
    summary: "Few ancestors come into a dataset by several paths.",
    help: "Deduplicate the dataset before training: rows of such an ancestor can be in it more than once.",
  },
  "max-supersets": {
    summary: "Few datasets of the mixture are contained in another one, or include an upstream twice.",
    help: "Keep the superset or the parts, not both.",
  },
  "max-redundancy": {
    summary: "Few rows of a dataset repeat another row, as measured.",
    help: "Deduplicate the dataset.",
  },
  "max-contamination": {
    summary: "Little of a benchmark stands in a dataset, as measured.",
    help: "Remove the benchmark's rows from the dataset.",
  },
};

/** Acceptances that cover nothing any more are told under a rule of their own. */
export const acceptanceRule: CheckRule = {
  id: "accept",
  summary: "What the policy accepts is still there, and its day has not passed.",
  help: "Mend the finding or give it a later day; take out what covers nothing.",
  level: "warning",
};
