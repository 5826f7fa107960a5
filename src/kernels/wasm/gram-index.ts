import {
  type GramIndex,
  type RowField,
  rowFields,
  type ShingleOptions,
  shingleUnits,
} from "../row-kernels.ts";
import { requireSize } from "../shingle-size.ts";
import { type KernelInstance, toByteBound } from "./instance.ts";

export function createWasmGramIndex(instance: KernelInstance, options: ShingleOptions): GramIndex {
  const { exports } = instance;
  const size = requireSize(options.size);
  const unit = shingleUnits.indexOf(options.unit);
  const table = exports.createGramTable();
  const writeText = (text: string) => instance.writeText(text, exports.reserveText(toByteBound(text)));
  const copyPairs = (pairs: number) => instance.copyWords(exports.resultsAt(), pairs * 2);
  return {
    add: (text) => {
      const count = exports.addGrams(table, unit, size, writeText(text));
      return instance.copyWords(exports.resultsAt(), count);
    },
    get gramCount() {
      return exports.gramCount(table);
    },
    findInRow: (field: RowField) =>
      copyPairs(exports.findInField(table, unit, size, rowFields.indexOf(field))),
    findInText: (text) => copyPairs(exports.findInGiven(table, unit, size, writeText(text))),
  };
}
