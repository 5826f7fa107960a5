import { type DatasetId, StemmaError } from "../../model/index.ts";
import type { HttpResponse } from "../http/http-client.ts";
import { isDisabled, toDisabledDetail } from "./failures.ts";

/** What was asked for. */
export interface FileCall {
  readonly id: DatasetId;
  readonly revision: string | undefined;
  readonly path?: string | undefined;
}

const fetchYourself = "Fetch the dataset's files and give their path.";

/** The reason that an answer other than the wanted one stands for. */
export function toFilesError({ id, revision, path }: FileCall, response: HttpResponse): StemmaError {
  const { status, headers } = response;
  const code = headers.get("x-error-code");
  if (isDisabled(response))
    return new StemmaError("refused", toDisabledDetail(id), { hint: "Leave this dataset out." });
  if (
    code === "GatedRepo" ||
    (path !== undefined && code !== "RepoNotFound" && (status === 401 || status === 403))
  ) {
    return new StemmaError("auth", `the files of ${id} are gated: its owners decide who may read them`, {
      hint: `Accept the conditions at https://huggingface.co/datasets/${id}, and set HF_TOKEN to a token of that account.`,
    });
  }
  if (status === 416) return toBadResponse(`the hub has fewer bytes of ${path} of ${id} than it lists`);
  if (![401, 403, 404, 410].includes(status))
    return toBadResponse(`the hub answered HTTP ${status} for ${id}`);
  if (code === "EntryNotFound" && path !== undefined) {
    return new StemmaError("not-found", `${id} has no file ${path}`, { hint: "Check the path." });
  }
  if (code === "RevisionNotFound" || (revision !== undefined && code === null && status === 404)) {
    return new StemmaError("not-found", `the hub has no revision ${revision} of ${id}`, {
      hint: "Name a branch, a tag or a commit of the dataset, or leave the revision out.",
    });
  }
  return new StemmaError("not-found", `the hub has no dataset ${id}, or it is private`, {
    hint: "Check the id, or give the path of a file; for a private dataset set HF_TOKEN.",
  });
}

/** What the network door throws, in the words of rows. */
export function toTransferError({ id, path }: FileCall, error: unknown): unknown {
  if (!(error instanceof StemmaError)) return error;
  if (error.code === "offline") {
    return new StemmaError("offline", `Offline, and the rows of ${id} are not on this machine`, {
      hint: `${fetchYourself} Or run with a connection.`,
      cause: error,
    });
  }
  if (error.code !== "too-large") return error;
  return new StemmaError("bad-response", `the hub sent all of ${path ?? id} where a part was asked for`, {
    hint: fetchYourself,
    cause: error,
  });
}

export function toBadResponse(message: string): StemmaError {
  return new StemmaError("bad-response", message, { hint: `Run again later. ${fetchYourself}` });
}
