/** Which of a frame's heights its page is told. */

/** Smaller changes are the rounding of one that has been told. */
const leastChangePx = 2;
/** So often a height may come back to the one before, before the page is taken to be what makes it change. */
const mostReturns = 4;
/** A reader who opens and closes something is slower. */
const returnsWithinMs = 1000;

/**
 * @returns To be given each measured height (CSS pixels), and when (milliseconds): the whole number to tell, or `undefined` for none. On a page
 * that makes the frame narrower or wider as it gets higher or lower, two heights would follow each other forever: the
 * larger one is kept.
 */
export function heightsToTell(): (measured: number, nowMs: number) => number | undefined {
  let told = 0;
  let before = 0;
  let toldMs = 0;
  let returns = 0;
  return (measured, nowMs) => {
    const height = Math.ceil(measured);
    if (Math.abs(height - told) < leastChangePx) return undefined;
    const isReturn = Math.abs(height - before) < leastChangePx && nowMs - toldMs < returnsWithinMs;
    returns = isReturn ? returns + 1 : 0;
    if (returns > mostReturns && height < told) {
      // The loop goes on.
      toldMs = nowMs;
      return undefined;
    }
    before = told;
    told = height;
    toldMs = nowMs;
    return height;
  };
}
