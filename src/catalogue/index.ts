export {
  bundledCatalogue,
  type Catalogue,
  createCatalogue,
  type NameMatch,
  type NameStrength,
} from "./catalogue.ts";
export { CatalogueEntry, NotDataset } from "./entry.ts";
export { findModelPrice, ModelPrice, ModelPrices } from "./model-prices.ts";
