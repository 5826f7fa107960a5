import { enlarge, Region } from "./memory";
import { openShingles, readShingles, shinglesAt } from "./shingles";
import { openQuestionTokens } from "./tokens";

const all = changetype<Region>(memory.data(8, 8));

export function allShinglesAt(): usize {
  return all.at;
}

/** Leaves all shingles of the row's question text at `allShinglesAt`, 8 bytes each; gives their number. */
export function shingleRow(unit: i32, size: usize): usize {
  openQuestionTokens(unit);
  openShingles(size);
  let total: usize = 0;
  for (let found = readShingles(); found > 0; found = readShingles()) {
    const into = enlarge(all, (total + found) << 3, total << 3);
    memory.copy(into + (total << 3), shinglesAt(), found << 3);
    total += found;
  }
  return total;
}
