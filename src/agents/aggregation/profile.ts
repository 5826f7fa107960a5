import { z } from "zod";
import { bundledCatalogue } from "../../catalogue/index.ts";
import type { DatasetKind, Domain, Profile } from "../../model/index.ts";
import type { Subject, SubjectDocument } from "../../model/ports/index.ts";
import { extractDocument } from "../extracting/extract-document.ts";
import { toStringList } from "../extracting/front-matter.ts";
import type { ExtractedDocument } from "../extracting/passage.ts";
import { toSentences } from "../tracing/sentence.ts";

const domainWords: Readonly<Record<Exclude<Domain, "general">, RegExp>> = {
  math: /\b(?:math\w*|arithmetic|algebra|geometry|olympiad|theorem|aime|gsm8k|word problems?|numina\w*|calculus)\b|数学/gi,
  code: /\b(?:code|coding|programm\w+|python|javascript|c\+\+|sql|software|competitive programming|leetcode|codeforces|unit tests?|github commits)\b|代码|编程/gi,
  science:
    /\b(?:scien\w+|physics|chemistry|biolog\w+|medic\w+|biomedic\w+|clinical|stem|astronomy|geology|materials)\b|科学|物理|化学|生物|医/gi,
};
const generalWords =
  /\b(?:general(?:-purpose)?|instruction[- ]following|conversation\w*|dialog\w*|chat\w*|open-domain|question answering|writing|creative|commonsense|safety|multilingual|web (?:text|data)|nlp tasks|preferences?|summari[sz]ation|translation)\b|通用|对话|指令/gi;

/** How rows come about, in the field's words. */
export const ConstructionMethod = z.enum([
  "distillation",
  "synthetic-generation",
  "evolution",
  "translation",
  "crowdsourcing",
  "expert-writing",
  "filtering",
  "deduplication",
  "decontamination",
  "scraping",
  "mixing",
  "preference-annotation",
]);
type ConstructionMethod = z.infer<typeof ConstructionMethod>;

const methodWords: readonly (readonly [ConstructionMethod, RegExp])[] = [
  [
    "distillation",
    /\b(?:distill?\w*|(?:responses?|answers?|solutions?|reasoning traces?|completions?) (?:\w+ ){0,3}(?:generated|produced|written) (?:by|with|using|from))\b|蒸馏/i,
  ],
  [
    "synthetic-generation",
    /\b(?:synthetic\w*|synthesi[sz]\w*|self-instruct|generated (?:by|with|using) (?:gpt|chatgpt|llama|qwen|deepseek|claude|text-davinci|mixtral))\b|合成/i,
  ],
  ["evolution", /\b(?:evol-?instruct|evolv\w+|rewr(?:it|ot)\w+|rephras\w+|augment\w+)\b|改写/i],
  ["translation", /\b(?:translat\w+)\b|翻译/i],
  [
    "crowdsourcing",
    /\b(?:crowd-?sourc\w*|crowd-?workers?|mechanical turk|annotators?|human-(?:written|annotated|labell?ed))\b|人工标注|众包/i,
  ],
  [
    "expert-writing",
    /\b(?:written by (?:\w+ )?(?:experts?|employees|professionals|humans)|hand-?(?:written|crafted))\b/i,
  ],
  [
    "filtering",
    /\b(?:filter\w*|quality control|rejection sampl\w*|verif(?:y|ied|ication)|select(?:ed|ion))\b|过滤|筛选/i,
  ],
  ["deduplication", /\b(?:de-?duplicat\w*)\b|去重/i],
  ["decontamination", /\b(?:de-?contaminat\w*)\b|去污染/i],
  ["scraping", /\b(?:crawl\w*|scrap(?:ed|ing)|web pages|collected from the (?:web|internet))\b|爬取/i],
  ["mixing", /\b(?:mixture|mix of|combin(?:es|ed|ing|ation)|merg\w+|aggregat\w+|collection of)\b|合并|混合/i],
  [
    "preference-annotation",
    /\b(?:preference (?:data|pairs|annotations?)|chosen and rejected|pairwise|human feedback|rlhf|dpo)\b/i,
  ],
];

/** What the documents say the dataset is (T4). Every part is read off the text or its metadata; nothing is guessed from the id alone. */
export function toProfile(subject: Subject, documents: readonly SubjectDocument[]): Profile {
  const own = documents.filter((read) => read.isOwn).map((read) => extractDocument(read.document));
  const card = own[0];
  const fields = card?.frontMatter.fields ?? {};
  const text = toReadableText(own);
  const tags = [
    ...toStringList(fields.tags),
    ...(subject.record?.tags ?? []),
    ...toStringList(fields.task_categories),
  ].join(" ");
  const benchmark = findBenchmark(subject, `${tags} ${text.slice(0, 4000)}`);
  return {
    summary: toSummary(card, subject),
    domains: toDomains(`${subject.names.join(" ")} ${tags}`, text),
    methods: methodWords.filter(([, pattern]) => pattern.test(text)).map(([name]) => name),
    kind: benchmark.kind,
    testSplit: benchmark.testSplit,
    licenses: toTagged(subject, "license", fields.license),
    languages: toTagged(subject, "language", fields.language),
  };
}

function toReadableText(documents: readonly ExtractedDocument[]): string {
  return documents
    .flatMap((document) => document.passages)
    .filter((passage) => passage.kind !== "code" && passage.table?.hasScores !== true)
    .map((passage) => passage.text)
    .join("\n")
    .slice(0, 40_000);
}

function toTagged(subject: Subject, name: string, field: unknown): string[] {
  const tagged = (subject.record?.tags ?? [])
    .filter((tag) => tag.startsWith(`${name}:`))
    .map((tag) => tag.slice(name.length + 1));
  return [...new Set([...toStringList(field).map((value) => value.toLowerCase()), ...tagged])].sort();
}

/** The first sentences of the card that are about the dataset, at most about 300 characters. */
function toSummary(card: ExtractedDocument | undefined, subject: Subject): string {
  const prose =
    card?.passages.filter(
      (passage) => passage.kind === "prose" && passage.text.length >= 40 && passage.links.length <= 6,
    ) ?? [];
  const first =
    prose.find((passage) => !/\b(?:license|citation|contact)\b/i.test(passage.section.at(-1) ?? "")) ??
    prose[0];
  const text = first?.text ?? subject.record?.description ?? "";
  let summary = "";
  for (const sentence of toSentences(text)) {
    const next = text.slice(sentence.start, sentence.end).replace(/\s+/g, " ");
    if (summary !== "" && summary.length + next.length > 300) break;
    summary = summary === "" ? next : `${summary} ${next}`;
  }
  return summary.length > 400 ? `${summary.slice(0, 399)}…` : summary;
}

/** A domain counts when it is named in the title or tags, or often enough in the text beside the others. */
function toDomains(title: string, text: string): Domain[] {
  const scores = Object.entries(domainWords).map(([domain, pattern]) => {
    const hits = (text.match(pattern)?.length ?? 0) + 6 * (title.match(pattern)?.length ?? 0);
    return { domain: domain as Domain, hits };
  });
  const general = (text.match(generalWords)?.length ?? 0) + 4 * (title.match(generalWords)?.length ?? 0);
  const most = Math.max(1, general, ...scores.map((score) => score.hits));
  const domains = scores
    .filter((score) => score.hits >= 3 && score.hits >= 0.3 * most)
    .map((score) => score.domain);
  if (domains.length === 0 || (general >= 4 && general >= 0.5 * most)) domains.push("general");
  return domains.sort();
}

function findBenchmark(subject: Subject, head: string): { kind: DatasetKind; testSplit: string | null } {
  const entry = bundledCatalogue().findByHubId(subject.id);
  if (entry !== undefined) {
    const splits = entry.splits ?? [];
    const testSplit =
      entry.kind === "benchmark"
        ? (splits.find((split) => split === "test") ??
          splits.find((split) => /valid|dev/.test(split)) ??
          null)
        : null;
    return { kind: entry.kind, testSplit };
  }
  if (
    /\bbenchmark(?::official)?\b/i.test(head) &&
    /\b(?:we (?:introduce|present|propose)|is|a|new|challenging) (?:[\w-]+ ){0,5}benchmark\b/i.test(head)
  )
    return { kind: "benchmark", testSplit: "test" };
  if (/\b(?:pre-?training (?:corpus|data(?:set)?)|web corpus|trillion tokens|billion tokens)\b/i.test(head))
    return { kind: "corpus", testSplit: null };
  return { kind: head.trim().length > 60 ? "training-set" : "unknown", testSplit: null };
}
