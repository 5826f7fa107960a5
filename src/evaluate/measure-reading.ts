import { createRuleAgents, readCandidates } from "../agents/index.ts";
import { type Catalogue, createCatalogue } from "../catalogue/index.ts";
import type { Claim } from "../model/index.ts";
import type { Hub } from "../model/ports/index.ts";
import type { GoldEdge, LabelledDataset } from "./labelled-corpus.ts";
import { toSubject } from "./predict.ts";
import type { EvaluationReport } from "./report.ts";
import { isLabelled, toGoldKeys } from "./same-dataset.ts";
import type { Prediction, ScoreRules } from "./score.ts";

interface ReadingWorld {
  readonly rules: ScoreRules;
  readonly hub: Pick<Hub, "searchDatasets">;
}

/**
 * Candidate recall (is the labelled mention seen at all?) and accuracy of resolution, with the catalogue and without.
 * Both are done by code in every mode, so they do not depend on the agents that are measured.
 */
export async function measureReading(
  predictions: readonly Prediction[],
  { rules, hub }: ReadingWorld,
): Promise<Pick<EvaluationReport, "candidates" | "resolution">> {
  const bare = createCatalogue([], []);
  const tally = { labelled: 0, found: 0, resolved: 0, resolvedBare: 0, resolvable: 0 };
  for (const { dataset } of predictions) {
    const labels = dataset.edges.filter((edge) => isCounted(dataset, edge));
    if (labels.length === 0) continue;
    const places = toPlaces(dataset, rules.catalogue);
    for (const edge of labels) {
      tally.labelled++;
      const place = findPlace(edge, places, rules.catalogue);
      if (place === undefined) continue;
      tally.found++;
      if (edge.unresolved === true) continue;
      tally.resolvable++;
      const keys = toGoldKeys(edge, rules.catalogue);
      if (await resolvesTo(place, keys, { dataset, catalogue: rules.catalogue, hub })) tally.resolved++;
      if (await resolvesTo(place, keys, { dataset, catalogue: bare, hub })) tally.resolvedBare++;
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    candidates: { recall: share(tally.found, tally.labelled), found: tally.found, labelled: tally.labelled },
    resolution: {
      accuracy: share(tally.resolved, tally.resolvable),
      withoutCatalogue: share(tally.resolvedBare, tally.resolvable),
      labelled: tally.resolvable,
    },
  };
}

function isCounted(dataset: LabelledDataset, edge: GoldEdge): boolean {
  return dataset.style === "hub-card"
    ? edge.offHub !== true && edge.inBody !== "absent"
    : edge.stated === true;
}

interface Place {
  readonly mention: string;
  readonly id: string;
  readonly statedId: string | null;
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

function toPlaces(dataset: LabelledDataset, catalogue: Catalogue): Place[] {
  const subject = toSubject(dataset, createRuleAgents({ catalogue }));
  return dataset.documents.flatMap((document) =>
    readCandidates(subject, document, catalogue).candidates.flatMap((candidate) =>
      candidate.contexts.map(({ mention, passage }) => ({
        mention: mention.text,
        id: mention.id,
        statedId: mention.form === "learned-name" ? mention.id : mention.statedId,
        start: passage.offsets[mention.start] ?? 0,
        end: passage.offsets[mention.end] ?? 0,
        url: document.url,
      })),
    ),
  );
}

/** The place the label points at: inside its mention, or else one that already carries the right id. */
function findPlace(edge: GoldEdge, places: readonly Place[], catalogue: Catalogue): Place | undefined {
  const keys = toGoldKeys(edge, catalogue);
  return (
    places.find((place) => isLabelled(place.id, place.mention, keys)) ??
    places.find(
      (place) => edge.mention != null && edge.mention.length <= 40 && place.mention.includes(edge.mention),
    )
  );
}

async function resolvesTo(
  place: Place,
  keys: ReadonlySet<string>,
  world: {
    readonly dataset: LabelledDataset;
    readonly catalogue: Catalogue;
    readonly hub: Pick<Hub, "searchDatasets">;
  },
): Promise<boolean> {
  const agents = createRuleAgents({ catalogue: world.catalogue });
  const subject = toSubject(world.dataset, agents);
  const document = world.dataset.documents[0];
  if (document === undefined) return false;
  const claim: Claim = {
    target: subject.id,
    mention: place.mention,
    statedId: place.statedId,
    relation: "direct-inclusion",
    split: null,
    quote: { start: 0, end: 0, text: "" },
    documentUrl: document.url,
    documentSha256: document.sha256,
    documentKind: document.kind,
    section: [],
    method: "evaluation",
    features: {},
  };
  const [resolved] = await agents.resolveClaims({ subject, claims: [claim], documents: [], hub: world.hub });
  return resolved !== undefined && isLabelled(resolved.resolution.id, place.mention, keys);
}
