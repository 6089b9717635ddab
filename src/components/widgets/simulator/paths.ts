/** Lines and areas as SVG path data. A value that is not finite leaves a gap. */

/** @param x, y Pixels, one for each step. */
export function linePath(x: readonly number[], y: readonly number[]): string {
  return runsOf(y)
    .map((run) => {
      const points = run.map((step) => point(x[step], y[step]));
      // What consists of one point is a dot as wide as the line.
      return `M${points.join('L')}${points.length === 1 ? 'Z' : ''}`;
    })
    .join('');
}

/** @param bottom, top Pixels, one for each step; where `top` has a gap the area has one. */
export function areaPath(
  x: readonly number[],
  bottom: readonly number[],
  top: readonly number[],
): string {
  return runsOf(top)
    .map((run) => {
      const there = run.map((step) => point(x[step], top[step]));
      const back = run.map((step) => point(x[step], bottom[step])).reverse();
      return `M${[...there, ...back].join('L')}Z`;
    })
    .join('');
}

/** The steps that have values, those together that follow each other. */
function runsOf(values: readonly number[]): number[][] {
  const runs: number[][] = [];
  values.forEach((value, step) => {
    if (!Number.isFinite(value)) return;
    const last = runs.at(-1);
    if (last?.at(-1) === step - 1) last.push(step);
    else runs.push([step]);
  });
  return runs;
}

const point = (x = 0, y = 0) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
