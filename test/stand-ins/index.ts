export type { StandInContent } from "./content.ts";
export type { Fault } from "./faults.ts";
export { badToken } from "./hub-routes.ts";
export { type StandIns, startStandIns } from "./start-stand-ins.ts";
export { startSyntheticGraph } from "./start-synthetic-graph.ts";
