export {
  addGrams,
  createGramTable,
  findInField,
  findInGiven,
  gramCount,
  resultsAt,
} from "./gram-index";
export { hashAt, hashGiven, hashRow, reserveGiven } from "./keys";
export { feedLines, lineAt, lineLength, nextLine, reserveLines, reserveNames } from "./line-scanner";
export { allocate } from "./memory";
export { signatureAt, signRow } from "./minhash";
export { reserveRow, rowAt, setRow } from "./row";
export { allShinglesAt, shingleRow } from "./row-shingles";
export { reserveText } from "./tokens";
