import { serveSteps } from "../../src/rows/jobs/serve-steps.ts";
import { testKinds } from "./test-steps.ts";

serveSteps(testKinds);
