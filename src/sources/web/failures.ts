import type { DocumentRead } from "../../model/index.ts";
import { toFailure, toUnreadable } from "../reading/index.ts";

export function toMissingPage(url: string): DocumentRead {
  return toUnreadable(url, toFailure("missing", `there is no page ${url}`));
}

export function toInvalidPage(url: string): DocumentRead {
  return toUnreadable(url, toFailure("refused", "only http and https addresses are read"));
}

export function toOverloadedPage(url: string): DocumentRead {
  return toUnreadable(url, toFailure("too-large", "the page has more tags than any page needs"));
}
