export { type Agreement, answersAgree } from "./answers-agree.ts";
export {
  type AnswerPlace,
  answerPlaces,
  type ExtractedAnswer,
  type ExtractOptions,
  extractAnswer,
  longestAnswer,
} from "./extract-answer.ts";
export { listNumbers } from "./list-numbers.ts";
