export { toInvalidPage, toMissingPage, toOverloadedPage } from "./failures.ts";
export { findPageText, type PageText } from "./page-text.ts";
export { findPageUrl } from "./page-url.ts";
export { createPages } from "./pages.ts";
