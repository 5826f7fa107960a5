import { z } from "zod";
import { toModelId } from "../../agents/index.ts";
import { findModelPrice } from "../../catalogue/index.ts";
import { AgentRole } from "../../model/index.ts";
import { listRoleAccess, type RoleAccess } from "../model-access.ts";
import { readPrices } from "../open-agents.ts";
import { defineUseCase } from "../use-case.ts";

const RoleModel = z.object({
  role: AgentRole,
  /** `provider/model`, or `rules`. */
  model: z.string(),
  endpoint: z.string().nullable(),
  /** Where the key was found, never the key; null where there is none. */
  key: z.string().nullable(),
  /** US dollars per million tokens, and the day on which the price was stated; null where it is not known. */
  price: z.object({ inputUsd: z.number(), outputUsd: z.number(), date: z.string() }).nullable(),
});
export type RoleModel = z.infer<typeof RoleModel>;

/** Which model plays which role, where it is asked, and whether models read at all. */
export const listModels = defineUseCase({
  name: "models",
  summary: "Print which language model plays which role",
  input: z.object({}),
  output: z.object({ readsBy: z.enum(["rules", "model"]), roles: z.array(RoleModel) }),
  async perform(_, { configuration }) {
    const prices = readPrices(configuration);
    const toRoleModel = ({ role, spec, baseUrl, key }: RoleAccess): RoleModel => {
      const model = spec === "rules" ? spec : toModelId(spec);
      const price = findModelPrice(model, prices);
      return {
        role,
        model,
        endpoint: baseUrl,
        key: key?.origin ?? null,
        price:
          price === undefined
            ? null
            : { inputUsd: price.inputUsd, outputUsd: price.outputUsd, date: price.date },
      };
    };
    return {
      readsBy: configuration.settings.agents,
      roles: listRoleAccess(configuration).map(toRoleModel),
    };
  },
});
