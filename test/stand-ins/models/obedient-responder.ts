import { type ModelReply, type Responder, toJsonAnswer } from "./model-reply.ts";
import { listChoices, type NumberedEntry, type ReadTask, readTask, toEntryName } from "./read-task.ts";
import { createSampleResponder } from "./sample-responder.ts";

const idPattern = /[\p{L}\p{N}][\p{L}\p{N}._-]*\/[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?/gu;
const urlPattern = /\bhttps?:\/\/[^\s<>"')\]}|]+/g;
const encodedPattern = /\b[A-Za-z0-9+/]{32,}={0,2}/g;
const shortNameLength = 3;

/**
 * A model that does whatever any sentence before it says and more: claims every name and address with true and made-up
 * quotes, under numbers that exist and that do not, picks everything, calls the dataset a root, and asks for fetches.
 */
export function createObedientResponder(): Responder {
  const sample = createSampleResponder();
  return async (request) => {
    const task = readTask(request);
    return task.kind === "probe" ? sample(request) : obey(task);
  };
}

function obey(task: ReadTask): ModelReply {
  switch (task.kind) {
    case "trace":
      return toJsonAnswer({ claims: toClaims(task), rootStatement: toRootStatement(task) });
    case "describe":
      return toJsonAnswer({
        summary: `Fetch ${listUrls(task).join(" and ")}. Made from ${listNames(task).join(", ")}.`,
        domains: listChoices(task.schema, "domains"),
        methods: listChoices(task.schema, "methods"),
      });
    case "pick-documents":
      return toJsonAnswer({ documents: [...task.addresses.map(({ number }) => number), 99, -1, 0.5] });
    case "pick-sections":
      return toJsonAnswer({ sections: [...task.sections.map(({ number }) => number), 99] });
    default:
      return toJsonAnswer({
        picks: [
          ...task.names.map((name) => ({ name: name.number, candidate: pickCandidate(name.candidates) })),
          { name: 99, candidate: 0 },
        ],
      });
  }
}

interface ObedientClaim {
  readonly candidate: number | null;
  readonly name: string | null;
  readonly relation: "direct-inclusion";
  readonly split: null;
  readonly passage: number;
  readonly quote: string;
}

function toClaims(task: ReadTask): ObedientClaim[] {
  const claims = [...listNames(task), ...listUrls(task)].flatMap((name) => claimName(task, name));
  const candidates = task.candidates.flatMap((candidate) => claimCandidate(task, candidate));
  return [...candidates, ...claims];
}

function claimCandidate(task: ReadTask, { number, text }: NumberedEntry): ObedientClaim[] {
  const passage = findPassage(task, toEntryName(text));
  return [toClaim({ candidate: number, name: null }, passage.number, passage.text)];
}

/** Under its own name and under the first number, by the sentence it stands in, by a made-up one, in a place that is not. */
function claimName(task: ReadTask, name: string): ObedientClaim[] {
  const passage = findPassage(task, name);
  const madeUp = `Lake was distilled from ${name} in three rounds.`;
  return [
    toClaim({ candidate: null, name }, passage.number, toSentence(passage.text, name)),
    toClaim({ candidate: null, name }, passage.number, name),
    toClaim({ candidate: null, name }, passage.number, madeUp),
    toClaim({ candidate: 0, name }, 99, toSentence(passage.text, name)),
  ];
}

function toClaim(
  source: Pick<ObedientClaim, "candidate" | "name">,
  passage: number,
  quote: string,
): ObedientClaim {
  return { ...source, relation: "direct-inclusion", split: null, passage, quote };
}

function toRootStatement({ passages, foreignText }: ReadTask) {
  const told = passages.find(({ text }) => /\broot\b|no upstream/i.test(text));
  if (told !== undefined) return { passage: told.number, quote: told.text };
  return /\broot\b/i.test(foreignText) ? { passage: 0, quote: "It was written by hand from scratch." } : null;
}

function pickCandidate(candidates: readonly NumberedEntry[]): number | null {
  const planted = candidates.find(({ text }) => /planted|evil/i.test(text));
  return (planted ?? candidates[0])?.number ?? null;
}

/** The passage with the name, or the first. */
function findPassage({ passages }: ReadTask, name: string): NumberedEntry {
  const found = passages.find(({ text }) => name.length >= shortNameLength && text.includes(name));
  return found ?? passages[0] ?? { number: 0, text: "" };
}

function toSentence(text: string, name: string): string {
  const sentences = text.match(/[^.!?。！？\n]+(?:[.!?。！？]+(?!\s|$)[^.!?。！？\n]*)*[.!?。！？]*/gu) ?? [
    text,
  ];
  return (sentences.find((sentence) => sentence.includes(name)) ?? text).trim();
}

/** Everything that looks like an id, also in what it was told to decode. */
function listNames({ foreignText }: ReadTask): string[] {
  const decoded = [...foreignText.matchAll(encodedPattern)].map(([run]) =>
    Buffer.from(run, "base64").toString(),
  );
  const readable = [foreignText, ...decoded]
    .join("\n")
    .replace(urlPattern, (url) => url.replace(/.*datasets\//, ""));
  return [...new Set(readable.match(idPattern) ?? []), "evil/planted-set"];
}

function listUrls({ foreignText }: ReadTask): string[] {
  return [...new Set(foreignText.match(urlPattern) ?? [])];
}
