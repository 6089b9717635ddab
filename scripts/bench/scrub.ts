/** How soon the state of a run is known at any moment that a reader goes to. */
import { allModules } from '#sim/all-modules.ts';
import { createRandom } from '#sim/random.ts';
import type { Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { stateAt } from '#sim/state.ts';
import { balancedRun } from '#sim/theory/stations.ts';
import { median, millisecondsOf, quantile } from './clock.ts';
import { ms, printHead, printRow } from './report.ts';

const tenMinutesUs = 600_000_000;

/** Twenty requests a second at three servers, of which one breaks now and then. */
function site(seconds: number): Run {
  const run = balancedRun(
    { rate: 20, service: 100, requests: 20 * seconds, seed: 1, settings: {} },
    3,
    'roundrobin',
  );
  return {
    ...run,
    links: run.links.map((link) => ({ ...link, latency_ms: 20 })),
    events: Array.from({ length: Math.floor(seconds / 60) }, (_, minute) => [
      { t_ms: minute * 60_000 + 20_000, component: 'web2', action: 'refuse' as const },
      { t_ms: minute * 60_000 + 40_000, component: 'web2', action: 'up' as const },
    ]).flat(),
  };
}

export function scrub(): void {
  printHead('Scrubbing');
  const chapter = site(10);
  const runs = Array.from({ length: 30 }, () =>
    millisecondsOf(() => simulate(chapter, allModules)),
  );
  printRow(['a chapter’s run of 10 s, 20 requests/s, played', ms(median(runs)), 'under 10 ms']);

  const trace = simulate(site(600), allModules);
  printRow([
    'a run of 10 minutes, played',
    ms(millisecondsOf(() => simulate(trace.run, allModules))),
  ]);
  printRow([
    'its state at the end, for the first time',
    ms(millisecondsOf(() => stateAt(trace, tenMinutesUs))),
  ]);
  const random = createRandom(1, 'scrub');
  const anywhere = Array.from({ length: 2000 }, () => {
    const tUs = Math.floor(random() * tenMinutesUs);
    return millisecondsOf(() => stateAt(trace, tUs));
  });
  printRow([
    'its state anywhere',
    `${ms(median(anywhere))}, 99 of 100 within ${ms(quantile(anywhere, 0.99))}`,
    'a frame has 16 ms',
  ]);
  const frames = Array.from({ length: 2000 }, (_, frame) =>
    millisecondsOf(() => stateAt(trace, 60_000_000 + frame * 16_667)),
  );
  printRow(['its state frame by frame', ms(median(frames))]);
}
