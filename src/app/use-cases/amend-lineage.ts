import { z } from "zod";
import { createRuleAgents } from "../../agents/index.ts";
import { toLineageIndex } from "../../graph/index.ts";
import {
  type DatasetId,
  isSameDataset,
  type LineageGraph,
  parseDatasetId,
  Relation,
  type ReviewAction,
  ReviewEvent,
} from "../../model/index.ts";
import { addReview, assembleGraph } from "../../trace/index.ts";
import { withStore } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const verb = z.enum(["add", "remove"]);

const Change = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("edge"),
    verb,
    upstream: z.string(),
    downstream: z.string(),
    relation: Relation.default("direct-inclusion"),
  }),
  z.object({ kind: z.literal("alias"), verb, alias: z.string(), id: z.string() }),
  z.object({ kind: z.literal("dataset"), verb, id: z.string() }),
]);

/** Keeps a person's own statement as an event that survives every later trace. */
export const amendLineage = defineUseCase({
  name: "amend",
  summary: "Add or remove an edge, an alias or a dataset by hand",
  input: z.object({ change: Change, reason: z.string().trim().min(1, "give a reason") }),
  output: z.object({ event: ReviewEvent, effect: z.string() }),
  async perform({ change, reason }, { configuration }) {
    const by = configuration.settings.reviewer;
    return await withStore(configuration, { readOnly: false }, (store) => {
      const agents = createRuleAgents();
      const action = toAction(change, () => assembleGraph(store, agents));
      const event = addReview({ store, agents, by, reason, action });
      return { event, effect: toEffect(action) };
    });
  },
});

function toAction(change: z.output<typeof Change>, assemble: () => LineageGraph): ReviewAction {
  switch (change.kind) {
    case "edge": {
      const ends = {
        upstream: parseDatasetId(change.upstream),
        downstream: parseDatasetId(change.downstream),
      };
      if (change.verb === "add") return { kind: "add-edge", ...ends, relation: change.relation };
      return { kind: hasQuote(assemble(), ends) ? "reject-edge" : "remove-edge", ...ends };
    }
    case "alias": {
      const ids = { alias: parseDatasetId(change.alias), id: parseDatasetId(change.id) };
      return { kind: change.verb === "add" ? "add-alias" : "remove-alias", ...ids };
    }
    case "dataset":
      return {
        kind: change.verb === "add" ? "add-dataset" : "remove-dataset",
        id: parseDatasetId(change.id),
      };
  }
}

/** An edge that a document states is rejected and stays on record; one added by hand is simply taken out. */
function hasQuote(graph: LineageGraph, ends: { upstream: DatasetId; downstream: DatasetId }): boolean {
  const index = toLineageIndex(graph);
  const toId = (id: DatasetId) => index.findDataset(id)?.id ?? id;
  return graph.edges.some(
    (edge) =>
      isSameDataset(edge.upstream, toId(ends.upstream)) &&
      isSameDataset(edge.downstream, toId(ends.downstream)) &&
      edge.evidence.some(({ kind }) => kind === "quote"),
  );
}

function toEffect(action: ReviewAction): string {
  switch (action.kind) {
    case "add-edge":
      return `added: ${action.upstream} -> ${action.downstream}`;
    case "reject-edge":
      return `rejected: ${action.upstream} -> ${action.downstream}; its quotes stay on record`;
    case "remove-edge":
      return `removed: ${action.upstream} -> ${action.downstream}`;
    case "add-alias":
      return `${action.alias} now means ${action.id}`;
    case "remove-alias":
      return `${action.alias} no longer means ${action.id}`;
    case "add-dataset":
      return `added: ${action.id}`;
    case "remove-dataset":
      return `removed: ${action.id}`;
    default:
      return action.kind;
  }
}
