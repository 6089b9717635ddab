/** Changes to an SVG drawing. What is the same is left alone, since a browser lays out anew for an equal value, too. */

/** A new SVG element at the end of `parent`. */
export function appendTo(parent: Element, tag: keyof SVGElementTagNameMap): SVGElement {
  const { ownerDocument } = parent;
  return parent.appendChild(ownerDocument.createElementNS('http://www.w3.org/2000/svg', tag));
}

export function setAttribute(element: Element, name: string, value: string | number): void {
  const next = String(value);
  if (element.getAttribute(name) !== next) element.setAttribute(name, next);
}

export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
