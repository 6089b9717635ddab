/** Paths of links: how they are drawn, and where on them a dot is. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Start, two control points, end. */
export type Cubic = readonly [Point, Point, Point, Point];

/** A path, and points along it at the distances `reach` from its start. */
export interface Curve {
  readonly path: string;
  readonly points: readonly Point[];
  readonly reach: readonly number[];
}

const samplesPerCubic = 16;

export function curveOf(cubics: readonly Cubic[]): Curve {
  const [first] = cubics[0] ?? [{ x: 0, y: 0 }];
  const segments = cubics.map((cubic) =>
    isStraight(cubic) ? `L${pair(cubic[3])}` : `C${cubic.slice(1).map(pair).join(' ')}`,
  );
  return curveFrom(`M${pair(first)}${segments.join('')}`);
}

/** Reads a path that `curveOf` has written, from the drawing that the build has made. */
export function curveFrom(path: string): Curve {
  const points: Point[] = [];
  for (const [, command, text = ''] of path.matchAll(/([MLC])([^MLC]+)/g)) {
    const numbers = text.split(' ').map(Number);
    const given: Point[] = [];
    for (let i = 0; i < numbers.length; i += 2) {
      given.push({ x: numbers[i] ?? 0, y: numbers[i + 1] ?? 0 });
    }
    const last = points.at(-1);
    if (command !== 'C' || !last) {
      points.push(...given);
      continue;
    }
    const cubic = [last, ...given] as unknown as Cubic;
    for (let i = 1; i <= samplesPerCubic; i++) points.push(onCubic(cubic, i / samplesPerCubic));
  }
  const reach = [0];
  for (let i = 1; i < points.length; i++) {
    reach.push((reach[i - 1] ?? 0) + distance(points[i - 1] as Point, points[i] as Point));
  }
  return { path, points, reach };
}

/** The point at `share` (0 to 1) of the curve's length. */
export function pointAt({ points, reach }: Curve, share: number): Point {
  const wanted = Math.min(Math.max(share, 0), 1) * (reach.at(-1) ?? 0);
  let next = 1;
  while (next < reach.length - 1 && (reach[next] ?? 0) < wanted) next += 1;
  const from = points[next - 1] as Point;
  const to = points[next] ?? from;
  const start = reach[next - 1] ?? 0;
  const length = (reach[next] ?? start) - start;
  const part = length === 0 ? 0 : (wanted - start) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** A line, as a cubic that is travelled evenly. */
export function line(from: Point, to: Point): Cubic {
  const between = (part: number) => ({
    x: from.x + (to.x - from.x) * part,
    y: from.y + (to.y - from.y) * part,
  });
  return [from, between(1 / 3), between(2 / 3), to];
}

export function swap({ x, y }: Point): Point {
  return { x: y, y: x };
}

function isStraight([start, one, two, end]: Cubic): boolean {
  const isSame = (axis: 'x' | 'y') => start[axis] === end[axis] && one[axis] === two[axis];
  return isSame('x') || isSame('y');
}

function onCubic([a, b, c, d]: Cubic, t: number): Point {
  const u = 1 - t;
  const at = (p: number, q: number, r: number, s: number) =>
    u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
  return { x: at(a.x, b.x, c.x, d.x), y: at(a.y, b.y, c.y, d.y) };
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}

function pair({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
