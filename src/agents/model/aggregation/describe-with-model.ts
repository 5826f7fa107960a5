import type { Profile } from "../../../model/index.ts";
import type {
  CallOptions,
  LanguageModel,
  Subject,
  SubjectDocument,
  UntrustedText,
} from "../../../model/ports/index.ts";
import { ConstructionMethod } from "../../aggregation/profile.ts";
import { extractDocument } from "../../extracting/extract-document.ts";
import { type DescribeDatasetAnswer, toDescribeDatasetTask } from "../tasks/describe-dataset.ts";
import { toShownText, toVisibleText } from "../tasks/shown-text.ts";
import { toUntrustedSubject } from "../tasks/untrusted-subject.ts";

const charactersPerDocument = 6_000;
const maxDocuments = 4;
const maxSummaryCharacters = 400;

/**
 * Lets a model write the summary and pick domains and methods from the closed lists; everything else of the profile is the
 * rules' (spec T4). A summary that is not plain text, and an answer that fits nothing, leave the rules' own.
 */
export async function describeWithModel(
  ruled: Profile,
  { subject, documents }: { readonly subject: Subject; readonly documents: readonly SubjectDocument[] },
  { model, call }: { readonly model: LanguageModel; readonly call: CallOptions },
): Promise<Profile> {
  const texts = toDocumentsText(documents);
  if (texts.text === "") return ruled;
  const task = toDescribeDatasetTask({
    dataset: subject.id,
    subject: toUntrustedSubject(subject),
    documents: texts,
  });
  const answer = await model.ask(task, call);
  return answer.state === "quarantined" ? ruled : toDescribed(ruled, answer.value);
}

function toDescribed(ruled: Profile, answer: DescribeDatasetAnswer): Profile {
  const domains = [...new Set(answer.domains)].sort();
  return {
    ...ruled,
    summary: toSummary(answer.summary) ?? ruled.summary,
    domains: domains.length === 0 ? ruled.domains : domains,
    methods: ConstructionMethod.options.filter((method) => answer.methods.includes(method)),
  };
}

const notPlain = /:\/\/|\bwww\.|<\/?[a-z!]|\]\(|```/i;

function toSummary(text: string): string | undefined {
  const summary = text.replace(/\s+/g, " ").trim();
  if (summary === "" || notPlain.test(summary) || toVisibleText(summary) !== summary) return undefined;
  if (summary.length <= maxSummaryCharacters) return summary;
  return `${summary.slice(0, maxSummaryCharacters - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function toDocumentsText(documents: readonly SubjectDocument[]): UntrustedText {
  const own = documents.filter(({ isOwn }) => isOwn).slice(0, maxDocuments);
  const texts = own.map(toBeginning).filter((text) => text !== "");
  return { label: "documents", text: texts.join("\n\n") };
}

function toBeginning({ document }: SubjectDocument): string {
  const lines: string[] = [];
  let size = 0;
  for (const passage of extractDocument(document).passages) {
    if (passage.kind === "code" || passage.table?.hasScores === true) continue;
    const line = toShownText(passage.text.slice(0, charactersPerDocument));
    if (size + line.length > charactersPerDocument) break;
    if (line !== "") lines.push(line);
    size += line.length;
  }
  return lines.join("\n");
}
