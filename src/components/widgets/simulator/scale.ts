/** From values to pixels and back, for graphs and their axes. */

export interface Scale {
  (value: number): number;
  readonly domain: () => number[];
  readonly range: () => number[];
  /** The value at a place. */
  readonly invert: (pixel: number) => number;
  readonly copy: () => this;
}

type Ends = readonly [first: number, last: number];

export const linearScale = (domain: Ends, range: Ends): Scale =>
  createScale(domain, range, {
    to: (value) => value,
    from: (value) => value,
  });

/** @param domain Both above 0. */
export const logScale = (domain: Ends, range: Ends): Scale =>
  createScale(domain, range, { to: Math.log, from: Math.exp });

/** @param even Turns values into what grows evenly along the scale, and back. */
function createScale(
  domain: Ends,
  range: Ends,
  even: { readonly to: (value: number) => number; readonly from: (value: number) => number },
): Scale {
  const [start, end] = range;
  const first = even.to(domain[0]);
  const length = even.to(domain[1]) - first || 1;
  const place = (value: number) => start + ((even.to(value) - first) / length) * (end - start);
  const scale: Scale = Object.assign(place, {
    domain: () => [...domain],
    range: () => [...range],
    invert: (pixel: number) => even.from(first + ((pixel - start) / (end - start)) * length),
    copy: () => scale,
  });
  return scale;
}
