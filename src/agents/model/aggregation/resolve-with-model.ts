import { type DatasetId, type Resolution, type ResolvedClaim, toUnresolvedId } from "../../../model/index.ts";
import type { CallOptions, LanguageModel, Subject, UntrustedText } from "../../../model/ports/index.ts";
import { narrowMargin } from "../../aggregation/judge-edge.ts";
import { toPickUpstreamsTask } from "../tasks/pick-upstreams.ts";
import { toShownText } from "../tasks/shown-text.ts";
import { toUntrustedSubject } from "../tasks/untrusted-subject.ts";

const namesPerTask = 20;

/** Claims that the rules resolved alike: the same name with the same candidates. */
interface DoubtfulName {
  readonly key: string;
  readonly resolution: Resolution;
  readonly statedId: DatasetId | null;
  readonly claims: readonly ResolvedClaim[];
}

/**
 * Lets a model choose among the ids that the rules kept, where the rules are not sure (spec T4): a name left unresolved, found
 * by hub search, or with two candidates that fit alike. A pick that confirms the rules changes nothing; another one is
 * marked as the model's. "None" takes back what hub search found. The candidates and the margin stay as they were.
 */
export async function resolveWithModel(
  subject: Subject,
  ruled: readonly ResolvedClaim[],
  { model, call }: { readonly model: LanguageModel; readonly call: CallOptions },
): Promise<ResolvedClaim[]> {
  const doubtful = listDoubtful(ruled);
  const parts = Array.from({ length: Math.ceil(doubtful.length / namesPerTask) }, (_, part) =>
    doubtful.slice(part * namesPerTask, (part + 1) * namesPerTask),
  );
  const picked = await Promise.all(parts.map((names) => pickUpstreams(subject, names, { model, call })));
  const resolutions = new Map(picked.flat());
  return ruled.map((resolved) => ({
    claim: resolved.claim,
    resolution: resolutions.get(toKey(resolved)) ?? resolved.resolution,
  }));
}

function listDoubtful(ruled: readonly ResolvedClaim[]): DoubtfulName[] {
  const groups = Map.groupBy(
    ruled.filter(({ resolution }) => isDoubtful(resolution)),
    toKey,
  );
  return [...groups].flatMap(([key, claims]) =>
    claims
      .slice(0, 1)
      .map(({ claim, resolution }) => ({ key, resolution, statedId: claim.statedId, claims })),
  );
}

function isDoubtful({ method, margin, candidates }: Resolution): boolean {
  if (method === "unresolved" || method === "hub-search") return candidates.length > 0;
  return method === "catalogue" && margin < narrowMargin && candidates.length > 1;
}

function toKey({ claim, resolution }: ResolvedClaim): string {
  const { mention, id, method, candidates } = resolution;
  return JSON.stringify([claim.statedId, mention, id, method, candidates]);
}

async function pickUpstreams(
  subject: Subject,
  names: readonly DoubtfulName[],
  { model, call }: { readonly model: LanguageModel; readonly call: CallOptions },
): Promise<(readonly [string, Resolution])[]> {
  const task = toPickUpstreamsTask({
    dataset: subject.id,
    subject: toUntrustedSubject(subject),
    names: toNamesText(names),
  });
  const answer = await model.ask(task, call);
  if (answer.state === "quarantined") return [];
  return names.flatMap((name, index) => {
    const picks = answer.value.picks.filter((pick) => pick.name === index);
    const choices = new Set(picks.map(({ candidate }) => candidate));
    const [choice] = choices;
    if (choices.size !== 1 || choice === undefined) return [];
    return [[name.key, toPicked(name, choice)] as const];
  });
}

/** Two different picks for one name, or a number that is not listed, leave the rules' resolution. */
function toPicked({ resolution, statedId }: DoubtfulName, choice: number | null): Resolution {
  const chosen = choice === null ? undefined : resolution.candidates[choice]?.id;
  if (chosen !== undefined && chosen !== resolution.id) return { ...resolution, id: chosen, method: "model" };
  if (choice !== null || resolution.method !== "hub-search") return resolution;
  const id = statedId ?? toUnresolvedId(resolution.mention) ?? resolution.id;
  return { ...resolution, id, method: "unresolved", margin: 0 };
}

const quotesPerName = 2;

function toNamesText(names: readonly DoubtfulName[]): UntrustedText {
  const lines = names.flatMap(({ resolution, claims }, index) => {
    const quotes = [...new Set(claims.map(({ claim }) => toShownText(claim.quote.text).slice(0, 400)))];
    return [
      `N${index} ${JSON.stringify(toShownText(resolution.mention).slice(0, 200))}`,
      ...quotes.slice(0, quotesPerName).map((quote) => `  in: ${quote}`),
      ...resolution.candidates.map(
        ({ id, score, reason }, at) =>
          `  C${at} ${id} (${toShownText(reason).slice(0, 200)}; fits ${score.toFixed(2)})`,
      ),
    ];
  });
  return { label: "names", text: lines.join("\n") };
}
