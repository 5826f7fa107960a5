import type {
  CallOptions,
  DocumentRequest,
  LanguageModel,
  SourcingInput,
  UntrustedText,
} from "../../../model/ports/index.ts";
import { type LinkedDocument, listLinkedDocuments, toListed } from "../../sourcing/list-documents.ts";
import { toPickDocumentsTask } from "../tasks/pick-documents.ts";
import { toShownText } from "../tasks/shown-text.ts";
import { toUntrustedSubject } from "../tasks/untrusted-subject.ts";

const maxShown = 60;
const wordsAround = 160;

/**
 * The rules' list and what a model adds to it (spec T2): links that the rules would follow, were it not for the place in
 * which they stand. It answers with numbers, so that nothing can be asked for that code would not consider; the rules'
 * own picks come first, and their limits hold.
 */
export async function listWithModel(
  ruled: readonly DocumentRequest[],
  input: SourcingInput,
  { model, call }: { readonly model: LanguageModel; readonly call: CallOptions },
): Promise<readonly DocumentRequest[]> {
  const possible = listPossible(ruled, input);
  if (possible.length === 0) return ruled;
  const { subject } = input;
  const task = toPickDocumentsTask({
    dataset: subject.id,
    subject: toUntrustedSubject(subject),
    addresses: toAddressesText(possible),
  });
  const answer = await model.ask(task, call);
  if (answer.state === "quarantined") return ruled;
  const picked = possible.filter((_, index) => answer.value.documents.includes(index));
  const added = picked.map(({ request }) => ({ ...request, reason: `picked by ${model.id}` }));
  return toListed([...ruled, ...added], input);
}

/** What the rules left out because of its place only, each once. */
function listPossible(ruled: readonly DocumentRequest[], input: SourcingInput): readonly LinkedDocument[] {
  const linked = input.documents
    .filter(({ isOwn }) => isOwn)
    .flatMap((read) => listLinkedDocuments(input.subject, read))
    .filter(({ isOwnPlace }) => !isOwnPlace);
  const seen = new Set(ruled.map(toRequestKey));
  const fresh = linked.filter(({ request }) => {
    const key = toRequestKey(request);
    const isNew = !seen.has(key) && isOpen(request, input);
    seen.add(key);
    return isNew;
  });
  return fresh.slice(0, maxShown);
}

/** Whether the request is left where nothing else is asked for: the document is not known yet. */
function isOpen(request: DocumentRequest, input: SourcingInput): boolean {
  return toListed([request], input).length > 0;
}

function toRequestKey({ reason: _, ...request }: DocumentRequest): string {
  return JSON.stringify(request).toLowerCase();
}

function toAddressesText(possible: readonly LinkedDocument[]): UntrustedText {
  const lines = possible.map(({ request, link }, index) => {
    const { passage, text, url } = link;
    const at = Math.max(0, passage.text.indexOf(text) - wordsAround);
    const around = passage.text.slice(at, at + text.length + 2 * wordsAround);
    const heading = toShownText(passage.section.at(-1) ?? "").slice(0, 120);
    return `A${index} ${request.kind} ${toShownText(url).slice(0, 200)} linked as ${JSON.stringify(toShownText(text).slice(0, 120))} under ${JSON.stringify(heading)} in: ${toShownText(around)}`;
  });
  return { label: "addresses", text: lines.join("\n") };
}
