export { type Agreement, answersAgree } from "./answers-agree.ts";
export { extractAnswer } from "./extract-answer.ts";
export { listNumbers } from "./list-numbers.ts";
