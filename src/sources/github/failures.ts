import type { DocumentRead } from "../../model/index.ts";
import type { RepositoryRef } from "../../model/ports/index.ts";
import { toFailure, toUnreadable } from "../reading/index.ts";
import { toReadmeUrl } from "./readme-url.ts";

export function toMissingReadme(ref: RepositoryRef): DocumentRead {
  const place = ref.directory ? `in ${ref.directory} of` : "in";
  const detail = `there is no README ${place} ${ref.owner}/${ref.repository}, or no such repository`;
  return toUnreadable(toReadmeUrl(ref), toFailure("missing", detail));
}

export function toInvalidReadme(ref: RepositoryRef): DocumentRead {
  return toUnreadable(
    toReadmeUrl(ref),
    toFailure("refused", `${ref.owner}/${ref.repository} is not a GitHub name`),
  );
}
