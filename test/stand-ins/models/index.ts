export { createCassetteResponder, createRecorder } from "./cassette-responder.ts";
export * from "./faulty-responders.ts";
export {
  countUsage,
  type ModelReply,
  type Responder,
  toJsonAnswer,
  toTextAnswer,
} from "./model-reply.ts";
export { type AnswerMode, type ModelApi, type ModelRequest, toReadText } from "./model-request.ts";
export { createSampleResponder } from "./sample-responder.ts";
export { type ModelStandIn, standInKeys, startModelStandIn } from "./start-model-stand-in.ts";
export { createUpstreamResponder } from "./upstream-responder.ts";
