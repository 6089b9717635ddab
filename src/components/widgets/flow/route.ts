/** Finds a way for a link that crosses no component. Drawings run left to right here. */
import { curveOf, line, pointAt, type Cubic, type Curve, type Point } from './curve.ts';
import type { Box } from './layout.ts';

/** Which boxes a link joins, and where on their sides it ends. */
export interface Ends {
  readonly from: number;
  readonly to: number;
  /** The height at which it leaves, where the box says so. */
  readonly fromPort?: number;
  /** Where on the side, 0 to 1. */
  readonly fromShare: number;
  readonly toShare: number;
}

const clearance = 7;

/**
 * The first way, from the simplest on, that keeps off all other boxes.
 * @param turn Applied to every point of the result, for drawings that run top to bottom.
 */
export function route(boxes: readonly Box[], ends: Ends, turn: (point: Point) => Point): Curve {
  const others = boxes.filter((_, index) => index !== ends.from && index !== ends.to);
  const ways = candidates(boxes, ends);
  const cubics = ways.find((way) => isFree(curveOf(way), others)) ?? ways.at(-1) ?? [];
  return curveOf(cubics.map((cubic) => cubic.map(turn) as unknown as Cubic));
}

function candidates(boxes: readonly Box[], ends: Ends): Cubic[][] {
  const a = boxes[ends.from] as Box;
  const b = boxes[ends.to] as Box;
  if (b.x >= a.x + a.width) return forward(boxes, a, b, ends);
  if (a.x >= b.x + b.width) return backward(boxes, a, b, ends);
  return stacked(boxes, a, b);
}

/** As the link in the other direction, travelled from its end. */
function backward(boxes: readonly Box[], a: Box, b: Box, ends: Ends): Cubic[][] {
  const { fromShare: toShare, toShare: fromShare } = ends;
  const ways = forward(boxes, b, a, { from: ends.to, to: ends.from, fromShare, toShare });
  return ways.map((cubics) =>
    cubics.map(([start, one, two, end]): Cubic => [end, two, one, start]).reverse(),
  );
}

function forward(boxes: readonly Box[], a: Box, b: Box, ends: Ends): Cubic[][] {
  const middle = (box: Box, share: number) => box.y + box.height * share;
  const start = { x: a.x + a.width, y: ends.fromPort ?? middle(a, ends.fromShare) };
  const end = { x: b.x, y: middle(b, ends.toShare) };
  // A few pixels of difference look like a mistake.
  const level = Math.abs(start.y - end.y) < 9;
  if (level && ends.fromPort === undefined) start.y = end.y;
  else if (level) end.y = start.y;
  const reach = Math.min(60, end.x - start.x);
  const early = { x: start.x + reach, y: end.y };
  const late = { x: end.x - reach, y: start.y };
  return [
    ...(level ? [[line(start, end)]] : []),
    [bend(start, end)],
    [bend(start, early), line(early, end)],
    [line(start, late), bend(late, end)],
    ...channels(boxes, start, end),
    ...around(boxes, a, b),
  ];
}

/** Along the upper or lower side of some box, the one that is the smallest detour first. */
function channels(boxes: readonly Box[], start: Point, end: Point): Cubic[][] {
  const gap = clearance + 4;
  const out = start.x + gap;
  const back = end.x - gap;
  const detour = (y: number) => Math.abs(y - start.y) + Math.abs(y - end.y);
  return boxes
    .flatMap(({ y, height }) => [y - gap, y + height + gap])
    .sort((one, other) => detour(one) - detour(other))
    .map((y) =>
      polyline([
        start,
        { x: out, y: start.y },
        { x: out, y },
        { x: back, y },
        { x: back, y: end.y },
        end,
      ]),
    );
}

const polyline = (points: readonly Point[]): Cubic[] =>
  points.slice(1).map((point, index) => line(points[index] as Point, point));

/** One above the other: straight down, a bow on the right, or close to what lies between. */
function stacked(boxes: readonly Box[], a: Box, b: Box): Cubic[][] {
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  const x = Math.max(a.x, b.x) + Math.min(a.width, b.width) / 2;
  const top = { x, y: upper.y + upper.height };
  const bottom = { x, y: lower.y };
  const right = { x: a.x + a.width, y: a.y + a.height / 2 };
  const far = { x: b.x + b.width, y: b.y + b.height / 2 };
  const out = Math.max(right.x, far.x) + 36;
  const between = boxes.filter(
    (box) =>
      box.y >= upper.y &&
      box.y <= lower.y &&
      box.x < Math.max(right.x, far.x) &&
      box.x + box.width > Math.min(a.x, b.x),
  );
  const channel = Math.max(...between.map((box) => box.x + box.width)) + clearance + 1;
  const corners = [right, { x: channel, y: right.y }, { x: channel, y: far.y }, far];
  return [
    [a.y < b.y ? line(top, bottom) : line(bottom, top)],
    [[right, { x: out, y: right.y }, { x: out, y: far.y }, far]],
    polyline(corners),
  ];
}

/** Below everything. */
function around(boxes: readonly Box[], a: Box, b: Box): Cubic[][] {
  const level = Math.max(...boxes.map((box) => box.y + box.height)) + 30;
  const from = { x: a.x + a.width / 2, y: a.y + a.height };
  const to = { x: b.x + b.width / 2, y: b.y + b.height };
  const left = { x: from.x, y: level };
  const right = { x: to.x, y: level };
  return [polyline([from, left, right, to])];
}

/** Leaves and arrives level. */
function bend(start: Point, end: Point): Cubic {
  const middle = (start.x + end.x) / 2;
  return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end];
}

function isFree(curve: Curve, boxes: readonly Box[]): boolean {
  const checks = 64;
  for (let i = 0; i <= checks; i++) {
    if (boxes.some(contains(pointAt(curve, i / checks)))) return false;
  }
  return true;
}

function contains({ x, y }: Point) {
  return (box: Box) =>
    x > box.x - clearance &&
    x < box.x + box.width + clearance &&
    y > box.y - clearance &&
    y < box.y + box.height + clearance;
}
