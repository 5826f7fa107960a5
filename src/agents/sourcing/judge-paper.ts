import { isSameDataset, toNameKey } from "../../model/index.ts";
import type { PaperRecord, Subject, SubjectDocument } from "../../model/ports/index.ts";

const ownWords =
  /\b(?:our (?:paper|work|report|preprint)|this (?:paper|work)|(?:the|see|read|check) (?:our |the )?(?:full |technical |accompanying )?(?:paper|report|preprint)|introduced in|presented in|described in|proposed in|dataset (?:paper|for the paper)|official (?:repository|dataset|data|code|implementation)|paper ?:|arxiv ?:|\*\*paper|📄|📃|📑)/i;
const citedWords =
  /\b(?:based on|following|inspired by|proposed by|from (?:the )?paper|similar to|same as|et al\.?,? ?\[?|used in)\s*$/i;

/**
 * Whether a paper is the subject's own (T7): the hub links it to the dataset, its title or abstract names the dataset,
 * or the card presents it as its paper. A paper that is merely cited says nothing about when the dataset was released.
 */
export function judgePaper(
  subject: Subject,
  paper: PaperRecord,
  documents: readonly SubjectDocument[],
): { readonly isOwn: boolean; readonly reason: string } {
  const ids = [subject.id, ...subject.aliases];
  if (
    paper.linkedDatasets.length > 0 &&
    paper.linkedDatasets.length <= 12 &&
    paper.linkedDatasets.some((linked) => ids.some((id) => isSameDataset(linked, id)))
  ) {
    return { isOwn: true, reason: "the hub links the paper to the dataset" };
  }
  const named = subject.names.find((name) => isNamedIn(name, paper.title));
  if (named !== undefined) return { isOwn: true, reason: `the title names ${named}` };
  const introduced = subject.names.find((name) => isIntroducedIn(name, paper.summary));
  if (introduced !== undefined) return { isOwn: true, reason: `the abstract introduces ${introduced}` };
  const cards = documents.filter((read) => read.isOwn && read.document.kind === "hub-card");
  if (cards.some((card) => isPresented(card.document.text, paper)))
    return { isOwn: true, reason: "the card presents it as its paper" };
  return { isOwn: false, reason: "the paper is cited, not the dataset's own" };
}

function isNamedIn(name: string, text: string): boolean {
  const key = toNameKey(name);
  if (key.length < 4) return new RegExp(`\\b${name.replace(/[^\w]/g, ".")}\\b`).test(text);
  return (
    toNameKey(text).includes(key) ||
    toNameKey(text).includes(
      key
        .replace(
          /(?:v?\d+(?:\.\d+)?[km]?|sft|rl|data|instruct|cot|verified|preview|full|train|mixture)+$/,
          "",
        )
        .padEnd(6, "\u0000"),
    )
  );
}

function isIntroducedIn(name: string, summary: string): boolean {
  const key = toNameKey(name);
  if (key.length < 4) return false;
  return summary
    .split(/(?<=[.!?])\s+/)
    .some(
      (sentence) =>
        toNameKey(sentence).includes(key) &&
        /\b(?:we|this paper|our)\b[^.]*\b(?:introduc|present|propos|releas|build|construct|creat|curat|develop|collect|contribut|open-?sourc)/i.test(
          sentence,
        ),
    );
}

/** The first paper of a card, in its head or its citation block, introduced by words like "our paper". */
function isPresented(card: string, paper: PaperRecord): boolean {
  const at = card.indexOf(paper.arxivId);
  if (at < 0) return false;
  const before = card.slice(Math.max(0, at - 220), at);
  if (citedWords.test(before.slice(-40).replace(/\S+$/, ""))) return false;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const isBibtex =
    /@\w+\s*\{[^@]*$/.test(card.slice(Math.max(0, at - 1500), at)) &&
    (card.match(/^\s*@\w+\s*\{/gm) ?? []).length === 1;
  return isBibtex || ownWords.test(line) || ownWords.test(card.slice(at, at + 30));
}
