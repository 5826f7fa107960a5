export { checkMixture, type GateRequest } from "./check-mixture.ts";
