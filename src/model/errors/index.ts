export { type ErrorCode, type ErrorDetails, errorKinds, StemmaError, toStemmaError } from "./stemma-error.ts";
