export { type Failure, requestAnswer, toFailure, toStatusFailure } from "./answer.ts";
export { toRead, toUnreadable } from "./document.ts";
export { parseJsonBody } from "./json-body.ts";
export { findTextBody, isHtmlStart } from "./text-body.ts";
