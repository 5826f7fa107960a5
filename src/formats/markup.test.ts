import { expect, test } from "vitest";
import { markup } from "./markup.ts";

test("text is escaped, markup is not, and nothing is nothing", () => {
  const inner = markup`<b>${"a & b"}</b>`;
  expect(String(markup`<p title="${'"<x>'}">${inner}${null}${undefined}${false}${[1, "<"]}</p>`)).toBe(
    '<p title="&quot;&lt;x&gt;"><b>a &amp; b</b>1&lt;</p>',
  );
});

test("numbers have two decimals", () => {
  expect(String(markup`${1 / 3} ${2} ${-0.001}`)).toBe("0.33 2 0");
});

test("controls, bidi overrides, lone surrogates and noncharacters become visible", () => {
  expect(String(markup`${"a\u202eb\u0000c\ud800d\ufdd0\u{1fffe}"}`)).toBe(
    "a\\u{202e}b\\u{0}c\\u{d800}d\ufffd\ufffd",
  );
});

test("what only looks like markup is not taken for it", () => {
  const forged = JSON.parse('{"markup":"<script>","toString":"<script>"}');
  expect(() => markup`${forged}`).toThrow(TypeError);
});
