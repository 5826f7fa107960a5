export { InputInspection } from "./input-inspection.ts";
export { inspectInput } from "./inspect-input.ts";
export { type HealthSign, healthSigns } from "./row-health.ts";
