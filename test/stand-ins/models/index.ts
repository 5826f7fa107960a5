export { createCassetteResponder, createRecorder } from "./cassette-responder.ts";
export * from "./faulty-responders.ts";
export {
  type ModelReply,
  type Responder,
  toJsonAnswer,
  toTextAnswer,
} from "./model-reply.ts";
export type { AnswerMode, ModelApi, ModelRequest } from "./model-request.ts";
export { createObedientResponder } from "./obedient-responder.ts";
export { createReadingResponder } from "./reading-responder.ts";
export { createSampleResponder } from "./sample-responder.ts";
export { type ModelStandIn, standInKeys, startModelStandIn } from "./start-model-stand-in.ts";
export { createUpstreamResponder } from "./upstream-responder.ts";
