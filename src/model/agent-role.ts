import { z } from "zod";

/** The four roles of the paper (7.1); each can be rules or a language model of its own. */
export const AgentRole = z.enum(["sourcing", "extracting", "tracing", "aggregation"]);
export type AgentRole = z.infer<typeof AgentRole>;
