import { serveSteps } from "./jobs/serve-steps.ts";
import { stepKinds } from "./step-kinds.ts";

serveSteps(stepKinds);
