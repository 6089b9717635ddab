/** A figure's wide drawing at a telling moment, from the simulator and the figure's own drawing code. */
import { DOMParser } from 'linkedom';
import '#components/widgets/flow/all-lexicons.ts';
import { drawingOf } from '#components/widgets/flow/drawing.ts';
import { frameAt, type Frame } from '#components/widgets/flow/frame.ts';
import { haltsOf } from '#components/widgets/flow/halts.ts';
import { layout } from '#components/widgets/flow/layout.ts';
import type { FlowScenario } from '#components/widgets/flow/scenario.ts';
import { createView } from '#components/widgets/flow/view.ts';
import { allModules } from '#sim/all-modules.ts';
import { simulate } from '#sim/simulate.ts';
import type { Trace } from '#sim/trace.ts';
import { drawing } from '#strings/flow.ts';

export interface Still {
  readonly svg: SVGSVGElement;
  readonly frame: Frame;
  readonly tUs: number;
}

/** Draws a scenario as its figure does in a page. */
export function stillOf(scenario: FlowScenario, title: string): Still {
  const trace = simulate(scenario.run, allModules);
  const tUs = tellingMoment(trace, scenario);
  const frame = frameAt(trace, tUs);
  const markup = drawingOf(trace.run, frame.state, layout(scenario, 'wide'), 'poster', title, frame);
  const { documentElement } = new DOMParser().parseFromString(markup, 'image/svg+xml');
  const svg = documentElement as unknown as SVGSVGElement;
  createView(svg, drawing)(trace.run, frame);
  return { svg, frame, tUs };
}

/** Where the author stops nowhere: so many moments of the run are tried, and what moves in the best of them can be counted. */
const moments = 25;
const lively = 5;

/** The first stop at which something moves or is broken; else when something, but not too much, is on its way. */
function tellingMoment(trace: Trace, { figure }: FlowScenario): number {
  const stop = haltsOf(trace, figure).find(
    ({ kind, tUs }) => kind === 'stop' && isTelling(frameAt(trace, tUs)),
  );
  if (stop) return stop.tUs;
  const tried = Array.from({ length: moments }, (_, index) =>
    Math.round((trace.endUs * (index + 0.5)) / moments),
  );
  const off = tried.map((tUs) => {
    const { dots, knocks } = frameAt(trace, tUs);
    const moving = dots.length + knocks.length;
    return moving === 0 ? Infinity : Math.abs(moving - lively);
  });
  return tried[off.indexOf(Math.min(...off))] ?? 0;
}

function isTelling({ dots, knocks, flows, state }: Frame): boolean {
  const isBroken = state.components.some(({ fault }) => fault !== 'up');
  return isBroken || dots.length + knocks.length + flows.length > 0;
}
