export { DatasetLicence, LicenceClass, toDatasetLicence } from "./dataset-licence.ts";
export { LicenceConflict } from "./licence-conflicts.ts";
export {
  InheritedClass,
  LicenceReport,
  licenceNotice,
  licenceReportVersion,
  toLicenceReport,
} from "./licence-report.ts";
