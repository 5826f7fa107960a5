import type { DefaultTreeAdapterTypes } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;

export const blockTags = new Set(
  "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure form header hgroup html main ol p section summary ul".split(
    " ",
  ),
);

const droppedTags = new Set(
  "annotation annotation-xml audio button canvas dialog embed footer head iframe input nav noscript object script select style svg template textarea title video".split(
    " ",
  ),
);
const droppedRoles = new Set(["contentinfo", "dialog", "menu", "navigation", "search"]);
const hiddenStyle =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])/i;
const hiddenClass = /(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text)(?:\s|$)/;

/** Whether a reader of the page does not see the element, or it is not part of what the page says. */
export function isDropped(element: Element): boolean {
  if (droppedTags.has(element.tagName)) return true;
  return element.attrs.some(({ name, value }) => {
    if (name === "hidden") return value !== "until-found";
    if (name === "aria-hidden") return value === "true";
    if (name === "role") return droppedRoles.has(value);
    if (name === "style") return hiddenStyle.test(value);
    return name === "class" && hiddenClass.test(value);
  });
}

export function findAttribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

/** The target of a link that leads to another page; undefined for anchors, scripts and what is no address. */
export function findLinkTarget(element: Element, baseUrl: string): string | undefined {
  const href = findAttribute(element, "href")?.trim();
  if (href === undefined || href === "" || href.startsWith("#")) return undefined;
  const url = URL.parse(href, baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return url.href.replaceAll("(", "%28").replaceAll(")", "%29");
}
