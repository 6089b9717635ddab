/** Finds a place for each link's lock. */
import { pointAt, type Curve, type Point } from './curve.ts';
import type { Box } from './layout.ts';

interface Locked {
  readonly link: number;
  readonly curve: Curve;
  readonly hasLock: boolean;
}

/** Half of a lock's side, with some room. */
export const lockSize = 9;

/** From a link to the middle of a lock beside it, and of one that has to be farther away. */
const distance = 16;
const farDistance = 26;
/** From a lock to the line of another link. */
const clearance = 10;

/** From the middle of a link on. */
const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.45, 0.55, 0.35, 0.65, 0.25, 0.75];

/**
 * The locks' centers, by link. A lock is a little above or left of the middle of its link, right of it where links run
 * down; elsewhere beside the link, or on it, where something else is there. It prefers not to lie on another link.
 * @param taken What no lock may cover.
 */
export function placeLocks(
  links: readonly Locked[],
  taken: readonly Box[],
  wide: boolean,
): ReadonlyMap<number, Point> {
  const locks = new Map<number, Point>();
  const isOnBox = ({ x, y }: Point) =>
    Math.min(x, y) < lockSize ||
    taken.some(
      (box) =>
        x > box.x - lockSize &&
        x < box.x + box.width + lockSize &&
        y > box.y - lockSize &&
        y < box.y + box.height + lockSize,
    );
  const isOnLock = ({ x, y }: Point) =>
    [...locks.values()].some(
      (lock) => Math.abs(lock.x - x) < 2 * lockSize && Math.abs(lock.y - y) < 2 * lockSize,
    );
  for (const { link, curve } of links.filter(({ hasLock }) => hasLock)) {
    const others = links.filter((other) => other.link !== link);
    const isOnLink = (point: Point) => others.some((other) => isNear(other.curve, point));
    const places = [
      ...shares.flatMap((share) => beside(curve, share, distance, wide)),
      ...shares.flatMap((share) => beside(curve, share, farDistance, wide)),
      ...shares.map((share) => pointAt(curve, share)),
    ];
    const free = places.filter((place) => !isOnBox(place) && !isOnLock(place));
    const best = free.find((place) => !isOnLink(place)) ?? free[0] ?? places[0];
    if (best) locks.set(link, best);
  }
  return locks;
}

/** The two places beside a link at this part of its length, the wanted one first. */
function beside(curve: Curve, share: number, by: number, wide: boolean): Point[] {
  const middle = pointAt(curve, share);
  const ahead = pointAt(curve, share + 0.05);
  const length = Math.sqrt((ahead.x - middle.x) ** 2 + (ahead.y - middle.y) ** 2) || 1;
  const normal = { x: (middle.y - ahead.y) / length, y: (ahead.x - middle.x) / length };
  const isWanted = wide ? normal.x < -0.1 || (normal.x < 0.1 && normal.y < 0) : normal.x > 0;
  const wanted = isWanted ? by : -by;
  return [wanted, -wanted].map((way) => ({
    x: middle.x + normal.x * way,
    y: middle.y + normal.y * way,
  }));
}

/** Whether a lock at this point would lie on the line. */
function isNear({ points }: Curve, { x, y }: Point): boolean {
  return points.slice(1).some((to, index) => {
    const from = points[index] as Point;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(Math.max(along, 0), 1);
    return (x - from.x - part * dx) ** 2 + (y - from.y - part * dy) ** 2 < clearance * clearance;
  });
}
