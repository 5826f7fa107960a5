export { InputInspection } from "./input-inspection.ts";
export { inspectInput } from "./inspect-input.ts";
export { healthSigns } from "./row-health.ts";
