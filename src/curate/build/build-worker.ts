import { serveSteps } from "../../rows/index.ts";
import { buildSteps } from "./build-steps.ts";

serveSteps(buildSteps);
