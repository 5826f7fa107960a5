export {
  bundledCatalogue,
  type Catalogue,
  createCatalogue,
  type NameMatch,
  type NameStrength,
} from "./catalogue.ts";
export { CatalogueEntry, NotDataset } from "./entry.ts";
export { findLicence, Licence, listLicences } from "./licence.ts";
