export { toInvalidPage, toMissingPage, toOverloadedPage } from "./failures.ts";
export { findPageText } from "./page-text.ts";
export { findPageUrl } from "./page-url.ts";
export { createPages } from "./pages.ts";
