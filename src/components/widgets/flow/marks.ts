/** The small shapes of the drawing, around their own center, as SVG path data. */
import type { Mark } from './words.ts';

const circle = (r: number) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
const diamond = (r: number) => `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z`;
const cross = (r: number) => `M${-r} ${-r}L${r} ${r}M${r} ${-r}L${-r} ${r}`;

/** A request or an answer, filled by the even-odd rule: a hollow shape has a hole, a ring is a second shape around it. */
export function dotPath(write: boolean, hollow: boolean, ring: boolean): string {
  const shape = write ? diamond : circle;
  const size = write ? 6.4 : 5.2;
  const hole = hollow ? shape(size - (write ? 2.6 : 1.9)) : '';
  return shape(size) + hole + (ring ? shape(size + 4.4) + shape(size + 2.9) : '');
}

/** What a badge is made of, in this order. */
export const badgeParts = {
  text: { x: -13, y: 4 },
  circle: { r: 10 },
  path: { transform: 'translate(-7.2 -7.2) scale(0.6)' },
} as const;

export const errorPath = cross(5);
export const refusalPath = cross(3);
export const packetPath = circle(2.6);
export const answerPacketPath = circle(2.9) + circle(1.5);

/** From one pip of a pile to the next. */
export const pipStep = 10;

export function pipPath(write: boolean): string {
  return write ? diamond(4.4) : circle(3.5);
}

/** What a load balancer believes: the shape, and the sign in it. */
export const markPaths: Readonly<Record<Mark, { readonly shape: string; readonly sign: string }>> =
  {
    up: { shape: circle(7.5), sign: 'M-3.4 .3L-1 2.8L3.6-2.6' },
    failing: { shape: 'M0-8.2L8.4 6.6H-8.4Z', sign: 'M0-3.2V1.4M0 4.1V4.2' },
    rising: { shape: circle(7.5), sign: 'M0 3.6V-3.4M-3-.6L0-3.6L3-.6' },
    down: { shape: circle(7.5), sign: cross(2.8) },
    stopping: { shape: circle(7.5), sign: 'M-2.1-3V3M2.1-3V3' },
  };

/** A cylinder that fills the box. */
export function cylinderPath(width: number, height: number, lid: number): string {
  const half = width / 2;
  return (
    `M0 ${lid}a${half} ${lid} 0 0 1 ${width} 0v${height - 2 * lid}` +
    `a${half} ${lid} 0 0 1 ${-width} 0Z`
  );
}

/** The front edge of the cylinder's lid. */
export function lidPath(width: number, lid: number): string {
  return `M0 ${lid}a${width / 2} ${lid} 0 0 0 ${width} 0`;
}
