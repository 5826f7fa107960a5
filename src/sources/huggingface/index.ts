export { toCardUrl, toIdPath, toPaperTextUrl } from "./addresses.ts";
export { createDatasetFiles } from "./dataset-files.ts";
export { DatasetJson, toDatasetJson, toHubHit, toHubRecord } from "./dataset-json.ts";
export {
  toDisabledDetail,
  toGatedCard,
  toMissingCard,
  toMissingDataset,
  toUnreadableLookup,
} from "./failures.ts";
export { createHub } from "./hub.ts";
export { createHubPapers, type HubPapers } from "./hub-papers.ts";
export { PaperJson, toPaperJson, toPaperRecord } from "./paper-json.ts";
