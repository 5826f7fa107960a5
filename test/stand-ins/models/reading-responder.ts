import { type ModelReply, type Responder, toJsonAnswer } from "./model-reply.ts";
import { listChoices, type NumberedEntry, type ReadTask, readTask, toEntryName } from "./read-task.ts";
import { createSampleResponder } from "./sample-responder.ts";

/**
 * A small reader without a model: it answers by a few words that stand in the request and by nothing else. It is honest
 * and neither good nor complete; it is there so that whole traces can run.
 */
export function createReadingResponder(): Responder {
  const sample = createSampleResponder();
  return async (request) => {
    const task = readTask(request);
    return task.kind === "probe" ? sample(request) : answer(task);
  };
}

function answer(task: ReadTask): ModelReply {
  switch (task.kind) {
    case "trace":
      return toJsonAnswer({
        claims: task.candidates.flatMap((candidate) => readCandidate(task, candidate)),
        rootStatement: readRoot(task),
      });
    case "describe":
      return toJsonAnswer(describe(task));
    case "pick-documents":
      return toJsonAnswer({ documents: pick(task.addresses, isOwnAddress) });
    case "pick-sections":
      return toJsonAnswer({ sections: pick(task.sections, ({ text }) => !asideSection.test(text)) });
    default:
      return toJsonAnswer({
        picks: task.names.map((name) => ({ name: name.number, candidate: pickSameName(name) })),
      });
  }
}

const made =
  /\b(?:(?:derived?|sampled|built|drawn|taken|collected|sourced|created|generated|made|constructed|adapted|translated|filtered|distilled|selected|merged|compiled|curated)\b.{0,60}\b(?:from|of|using)|(?:based|built) on|subset of|version of|combin\w+|mix(?:ture)? of|includes?|consists? of|translation of|seeds?)\b/i;
const sourceHeading =
  /\b(?:sources?|source data|composition|subsets?|components?|mixture|data collection|curation)\b/i;
const noSource =
  /\b(?:not|instead of|without|unlike|compared?|comparison|evaluat\w+|benchmark(?:s|ed)?|decontaminat\w+|outperform\w*|similar to|ignore|add an edge|must|please|future|plan(?:s|ned)?|used (?:by|in|to train))\b/i;
const root = /\b(?:written by hand|from scratch|hand-written|no existing dataset|by our own annotators)\b/i;
const asideSection =
  /\b(?:references|bibliography|results|evaluation|ablations?|related work|hyperparameters?|training details|prompts?)\b/i;
const ownAddress = /\b(?:paper|homepage|repository|github|code|project page|blog)\b/i;

const relations = [
  ["semantic-evolution", /\b(?:translat\w+|rewrit\w+|rewrote|evol(?:ved|ution)|paraphras\w+|rephras\w+)\b/i],
  [
    "cot-distillation",
    /\b(?:distil\w*|reasoning traces?|responses? (?:were )?generated|answers? (?:were )?generated)\b/i,
  ],
  ["synthetic-generation", /\b(?:synthe\w+|seeds?|self-instruct|generat\w+)\b/i],
  ["structured-fusion", /\b(?:fus(?:ed|ion)|joined|paired)\b/i],
] as const;

interface Place {
  readonly passage: NumberedEntry;
  readonly sentence: string;
}

/** One claim where a passage of the candidate says, or its heading, that something was made from it. */
function readCandidate(task: ReadTask, candidate: NumberedEntry) {
  const place = findPlaces(task, candidate).find(({ passage, sentence }) =>
    speaksOfSource(task, passage, sentence),
  );
  if (place === undefined) return [];
  const { passage, sentence } = place;
  return [
    {
      candidate: candidate.number,
      name: null,
      relation: relations.find(([, cue]) => cue.test(sentence))?.[0] ?? "direct-inclusion",
      split:
        /\b(train|validation|test)(?:ing)? (?:split|set)s?\b/i.exec(sentence)?.[1]?.toLowerCase() ?? null,
      passage: passage.number,
      quote: sentence,
    },
  ];
}

function speaksOfSource({ foreignText }: ReadTask, passage: NumberedEntry, sentence: string): boolean {
  if (noSource.test(sentence)) return false;
  return made.test(sentence) || sourceHeading.test(findHeading(foreignText, passage));
}

/** The line with @ above the passage. */
function findHeading(text: string, { number }: NumberedEntry): string {
  const above = text.slice(0, Math.max(0, text.search(new RegExp(`^[ \\t]*P${number}\\b`, "m"))));
  return above.match(/^@.*$/gm)?.at(-1) ?? "";
}

/** Where the candidate's name stands: the passages that its entry lists, or all. */
function findPlaces({ passages }: ReadTask, { text }: NumberedEntry): Place[] {
  const numbers = new Set([...text.matchAll(/\bP(\d+)\b/g)].map((match) => Number(match[1])));
  const listed = numbers.size === 0 ? passages : passages.filter(({ number }) => numbers.has(number));
  return listed.flatMap((passage) => {
    const name = toEntryName(text);
    return passage.text.includes(name) ? { passage, sentence: findSentence(passage.text, name) } : [];
  });
}

function findSentence(text: string, name: string): string {
  const sentences = text.split(/(?<=[.!?。！？])\s+|\n/u);
  return (sentences.find((sentence) => sentence.includes(name)) ?? text).trim();
}

function readRoot({ passages }: ReadTask) {
  const told = passages.find(({ text }) => root.test(text) && !noSource.test(text.replace(root, "")));
  if (told === undefined) return null;
  return { passage: told.number, quote: findSentence(told.text, root.exec(told.text)![0]) };
}

function describe({ schema, foreignText }: ReadTask) {
  const domains = listChoices(schema, "domains").filter((domain) =>
    new RegExp(`\\b${domain}`, "i").test(foreignText),
  );
  const methods = listChoices(schema, "methods").filter((method) =>
    foreignText.toLowerCase().includes(method.toLowerCase()),
  );
  const prose = foreignText
    .split("\n")
    .filter((line) => /\w+ \w+ \w+ \w+/.test(line) && !/[{}<>|@]|https?:/.test(line));
  const first = prose[0] ?? "A dataset.";
  return {
    summary: findSentence(first, "").slice(0, 300),
    domains: domains.length > 0 ? domains : ["general"],
    methods,
  };
}

function pick(entries: readonly NumberedEntry[], isMeant: (entry: NumberedEntry) => boolean): number[] {
  return entries.filter(isMeant).map(({ number }) => number);
}

function isOwnAddress({ text }: NumberedEntry): boolean {
  return ownAddress.test(text) && !noSource.test(text);
}

const toKey = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The candidate whose last part is the name itself, if there is just one. */
function pickSameName({ text, candidates }: ReadTask["names"][number]): number | null {
  const key = toKey(toEntryName(text));
  const same = candidates.filter((candidate) => {
    const id = toEntryName(candidate.text);
    return toKey(id.slice(id.lastIndexOf("/") + 1)) === key;
  });
  return same.length === 1 ? same[0]!.number : null;
}
