import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelReply, Responder } from "./model-reply.ts";
import { type PlainRequest, toPlainRequest, toRequestHash } from "./request-hash.ts";

/** One request and what was answered to it, once for every time it was asked. */
export interface Recording {
  readonly hash: string;
  readonly model: string;
  /** Day of the recording: `2026-11-20`. */
  readonly date: string;
  readonly request: PlainRequest;
  readonly replies: readonly ModelReply[];
}

export interface Cassette {
  readonly responder: Responder;
  /** Throws when a recorded reply was not asked for, or something was asked that was not recorded. */
  assertAllUsed(): void;
}

/** Plays recordings, from a folder or given. What was not recorded is refused and remembered. */
export function createCassetteResponder(source: string | readonly Recording[]): Cassette {
  const recordings = typeof source === "string" ? readRecordings(source) : source;
  const byHash = new Map(recordings.map((recording) => [recording.hash, recording]));
  const used = new Map<string, number>();
  const unknown: string[] = [];

  return {
    async responder(request) {
      const plain = toPlainRequest(request);
      const hash = toRequestHash(plain);
      const turn = used.get(hash) ?? 0;
      const reply = byHash.get(hash)?.replies[turn];
      if (reply === undefined) {
        const message = `no recording of request ${hash.slice(0, 12)}, time ${turn + 1}: ${describe(plain)}`;
        unknown.push(message);
        return { kind: "failure", failure: { kind: "invalid", message, parameter: null } };
      }
      used.set(hash, turn + 1);
      return reply;
    },
    assertAllUsed() {
      const unused = recordings
        .filter(({ hash, replies }) => (used.get(hash) ?? 0) < replies.length)
        .map(({ hash, request }) => `recording not used: ${hash.slice(0, 12)}: ${describe(request)}`);
      const problems = [...unknown, ...unused];
      if (problems.length > 0) throw new Error(problems.join("\n"));
    },
  };
}

export interface RecorderOptions {
  readonly folder: string;
  /** Who answers while it is recorded. */
  readonly from: Responder;
  readonly date: string;
  /** Never written, wherever they stand. */
  readonly secrets: readonly string[];
}

/** Answers as `from` does and writes every conversation into the folder, one file per request. */
export function createRecorder({ folder, from, date, secrets }: RecorderOptions): Responder {
  const recordings = new Map<string, Recording>();
  mkdirSync(folder, { recursive: true });
  return async (request) => {
    const plain = toPlainRequest(request);
    const hash = toRequestHash(plain);
    const reply = await from(request);
    const earlier = recordings.get(hash)?.replies ?? [];
    const recording = { hash, model: request.model, date, request: plain, replies: [...earlier, reply] };
    recordings.set(hash, recording);
    const text = withoutSecrets(JSON.stringify(recording, null, 2), secrets);
    writeFileSync(join(folder, `${hash.slice(0, 16)}.json`), `${text}\n`);
    return reply;
  };
}

function readRecordings(folder: string): Recording[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Recording);
}

const keyShapes = /\b(?:sk-[\w-]{16,}|AIza[\w-]{16,}|hf_\w{16,}|gh[pousr]_\w{16,})/g;

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, "[removed]"), text)
    .replace(keyShapes, "[removed]");
}

const shownCharacters = 120;

function describe({ model, turns }: PlainRequest): string {
  return `${model}, "${(turns.at(-1)?.text ?? "").slice(0, shownCharacters).replace(/\s+/g, " ")}"`;
}
