/** Keeps the elements of a layer in step with data: one for each datum, found again by its key. */
import { appendTo } from './svg.ts';

export interface JoinOptions<D> {
  readonly layer: Element;
  /** What the elements are. */
  readonly tag: keyof SVGElementTagNameMap;
  /** No two data of one time have the same. */
  readonly keyOf: (datum: D) => number | string;
  /** Sets what an element keeps as long as it is there. */
  readonly enter?: (element: SVGElement, datum: D) => void;
  readonly update: (element: SVGElement, datum: D, position: number) => void;
}

/**
 * @returns To be told the data of each moment: makes the elements of those that are new, updates all, and removes those
 * that are left over.
 */
export function createJoin<D>({ layer, tag, keyOf, enter, update }: JoinOptions<D>) {
  let elements = new Map<number | string, SVGElement>();
  return (data: readonly D[]): void => {
    const kept = new Map<number | string, SVGElement>();
    for (const [position, datum] of data.entries()) {
      const key = keyOf(datum);
      let element = elements.get(key) ?? kept.get(key);
      if (!element) {
        element = appendTo(layer, tag);
        enter?.(element, datum);
      }
      elements.delete(key);
      kept.set(key, element);
      update(element, datum, position);
    }
    for (const element of elements.values()) element.remove();
    elements = kept;
  };
}
