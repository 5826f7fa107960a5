import { bundledCatalogue, type Catalogue } from "../../catalogue/index.ts";
import { AgentRole } from "../../model/index.ts";
import type { Agents, CallOptions, RoleModels } from "../../model/ports/index.ts";
import { bundledConfidence, type ConfidenceModel } from "../aggregation/confidence/confidence-model.ts";
import { describeWithModel } from "./aggregation/describe-with-model.ts";
import { resolveWithModel } from "./aggregation/resolve-with-model.ts";
import { listWithModel } from "./sourcing/list-with-model.ts";
import { describeDatasetName } from "./tasks/describe-dataset.ts";
import { pickDocumentsName } from "./tasks/pick-documents.ts";
import { pickSectionsName } from "./tasks/pick-sections.ts";
import { pickUpstreamsName } from "./tasks/pick-upstreams.ts";
import { tracePassagesName } from "./tasks/trace-passages.ts";
import { traceWithModel } from "./tracing/trace-with-model.ts";

interface ModelAgentsOptions {
  /** They run in every mode; a role without a model is theirs alone. */
  readonly rules: Agents;
  readonly models: RoleModels;
  /** The same as the rules'. */
  readonly catalogue?: Catalogue;
  readonly confidence?: ConfidenceModel;
}

/** Raised whenever the same answers could give other claims. */
const checkingVersion = "checks-1";

const taskNames: Readonly<Record<AgentRole, readonly string[]>> = {
  sourcing: [pickDocumentsName],
  extracting: [pickSectionsName],
  tracing: [tracePassagesName],
  aggregation: [pickUpstreamsName, describeDatasetName],
};

/**
 * The four roles on language models, beside the rules. A model only reads: it answers with numbers of things that code
 * found and with quotes that code looks up; what it cannot prove is dropped and counted, and what only it says is never
 * accepted unreviewed. Answers that fit no schema leave the rules' result. What the port throws goes up.
 */
export function createModelAgents(options: ModelAgentsOptions): Agents {
  const { rules, models } = options;
  if (AgentRole.options.every((role) => models[role] === null)) return rules;
  const name = toName(rules, models);
  return {
    ...rules,
    name,
    supersedes: (other) => other !== name,
    async listDocuments(input, call = {}) {
      const ruled = await rules.listDocuments(input, call);
      return models.sourcing === null ? ruled : listWithModel(ruled, input, { model: models.sourcing, call });
    },
    traceDocument: createTracer(options),
    async resolveClaims(input, call = {}) {
      const ruled = await rules.resolveClaims(input, call);
      const model = models.aggregation;
      return model === null ? ruled : resolveWithModel(input.subject, ruled, { model, call });
    },
    async toProfile(subject, documents, call = {}) {
      const ruled = await rules.toProfile(subject, documents, call);
      const model = models.aggregation;
      return model === null ? ruled : describeWithModel(ruled, { subject, documents }, { model, call });
    },
  };
}

function createTracer({ rules, models, ...options }: ModelAgentsOptions): Agents["traceDocument"] {
  const model = models.tracing;
  if (model === null) return rules.traceDocument;
  const tracing = {
    catalogue: options.catalogue ?? bundledCatalogue(),
    confidence: options.confidence ?? bundledConfidence,
    method: rules.name,
    model,
    extracting: models.extracting,
  };
  return (subject, document, call: CallOptions = {}) =>
    traceWithModel(subject, document, { options: tracing, call });
}

/** Everything that decides what is claimed: another model or another version of a task searches a document again. */
function toName(rules: Agents, models: RoleModels): string {
  const roles = AgentRole.options.map((role) => {
    const model = models[role];
    return model === null ? `${role} rules` : `${role} ${model.id} ${taskNames[role].join(" ")}`;
  });
  return [rules.name, checkingVersion, ...roles].join("; ");
}
