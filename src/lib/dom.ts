/** Looking up elements that must be there. */

/** The first element that matches. @throws Error when there is none, or it is of another type. */
export function find<T extends Element>(
  root: ParentNode,
  type: abstract new () => T,
  selector: string,
): T {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`There is no ${type.name} “${selector}”.`);
  return found;
}

/** All elements that match and are of the type. */
export function findAll<T extends Element>(
  root: ParentNode,
  type: abstract new () => T,
  selector: string,
): T[] {
  return [...root.querySelectorAll(selector)].filter(
    (element): element is T => element instanceof type,
  );
}

/** Sets an element's text, and leaves a text that is the same alone. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes `parent` hold one child per item, and keeps the children that are there. */
export function fill<K extends keyof HTMLElementTagNameMap, T>(
  parent: Element,
  tag: K,
  items: readonly T[],
  show: (child: HTMLElementTagNameMap[K], item: T) => void,
): void {
  while (parent.children.length > items.length) parent.lastElementChild?.remove();
  items.forEach((item, index) => {
    const child = parent.children[index] ?? parent.appendChild(document.createElement(tag));
    show(child as HTMLElementTagNameMap[K], item);
  });
}
