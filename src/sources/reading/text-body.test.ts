import { describe, expect, it } from "vitest";
import { findTextBody } from "./text-body.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);

describe("findTextBody", () => {
  it("decodes by header, byte-order mark, meta, else UTF-8", () => {
    expect(findTextBody(bytes("é", "latin1"), "text/html; charset=ISO-8859-1")?.text).toBe("é");
    expect(findTextBody(bytes("\ufeffé", "utf16le"), "text/plain; charset=utf-8")?.text).toBe("é");
    expect(findTextBody(bytes("\ufeffé"), "text/plain")?.text).toBe("é");
    const gbk = Buffer.concat([bytes('<meta charset="gbk"><p>'), Buffer.from([0xca, 0xfd])]);
    expect(findTextBody(gbk, "text/html")?.text).toContain("数");
    expect(findTextBody(bytes("数据"), "text/markdown")?.text).toBe("数据");
  });

  it("falls back where the declared encoding is unknown or wrong", () => {
    expect(findTextBody(bytes("é"), "text/html; charset=klingon")?.text).toBe("é");
    expect(findTextBody(bytes("<p>é", "latin1"), "text/html")?.text).toBe("<p>é");
  });

  it("knows HTML by its type or its beginning", () => {
    expect(findTextBody(bytes("<p>x"), "text/html")?.isHtml).toBe(true);
    expect(findTextBody(bytes("\n<!-- x --><!DOCTYPE html><p>x"), "text/plain")?.isHtml).toBe(true);
    expect(findTextBody(bytes("<html lang=en>"), "application/octet-stream")?.isHtml).toBe(true);
    expect(findTextBody(bytes('<h1 align="center">x</h1>'), "text/markdown")?.isHtml).toBe(false);
  });

  it.each<[string, Uint8Array, string | undefined]>([
    ["a PDF sent as HTML", bytes("%PDF-1.7\nx"), "text/html"],
    ["bytes with NUL", bytes("a\u0000b"), "text/plain"],
    ["an image", bytes("abc"), "image/svg+xml"],
    ["JSON", bytes("{}"), "application/json"],
    ["an archive without a type", bytes("PK\u0003\u0004abc"), undefined],
  ])("does not take %s for text", (_, body, type) => {
    expect(findTextBody(body, type)).toBeUndefined();
  });
});
