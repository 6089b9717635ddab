/** Weights that change while HAProxy runs: those that it showed, and those that it refused. */
import { weightScale } from '#sim/haproxy/server.ts';
import { rowsOfKinds } from '#sim/rows.ts';
import type { Trace } from '#sim/trace.ts';
import type { Recording } from './recording.ts';

interface Step {
  readonly server: string;
  readonly t_ms: number;
  readonly weight: number;
}

/** One line for each difference; none when the trace matches. */
export function weightDifferences(
  { events: inputs, observed }: Recording,
  trace: Trace,
  toleranceMs: number,
): string[] {
  const refused = inputs.filter(({ answer = 'ok' }) => answer !== 'ok').length;
  const refusedHere = rowsOfKinds(trace, ['weight-refused']).length;
  const lines = refused === refusedHere ? [] : [`${refused} refused, simulated ${refusedHere}`];
  const { columns, rows } = observed.weight_steps ?? { columns: [], rows: [] };
  return lines.concat(
    columns.slice(1).flatMap((server, column) => {
      const levels = rows.map((row) => ({
        server,
        t_ms: Number(row[0]),
        weight: Number(row[column + 1]),
      }));
      return stepDifferences(changes(levels), shownSteps(trace, server), toleranceMs);
    }),
  );
}

/** Without the first level, which was there from the start. */
const changes = (levels: readonly Step[]): readonly Step[] =>
  levels.filter(({ weight }, index) => index > 0 && weight !== levels[index - 1]?.weight);

/** As `show stat` tells them: sixteenths rounded up. */
function shownSteps(trace: Trace, server: string): readonly Step[] {
  const { run, events } = trace;
  const configured = run.components.find(({ id }) => id === server)?.settings?.['weight'] ?? 1;
  const levels = rowsOfKinds(trace, ['weight'])
    .filter((row) => run.components[events.component[row] ?? -1]?.id === server)
    .map((row) => ({
      server,
      t_ms: (events.tUs[row] ?? 0) / 1000,
      weight: Math.ceil((events.b[row] ?? 0) / weightScale),
    }));
  return changes([{ server, t_ms: 0, weight: Number(configured) }, ...levels]);
}

function stepDifferences(
  recorded: readonly Step[],
  simulated: readonly Step[],
  toleranceMs: number,
): string[] {
  const say = (steps: readonly Step[]) =>
    steps.map(({ server, t_ms, weight }) => `${server} ${weight} at ${Math.round(t_ms)} ms`).join();
  const isSame =
    recorded.length === simulated.length &&
    recorded.every(({ t_ms, weight }, index) => {
      const twin = simulated[index] as Step;
      return weight === twin.weight && Math.abs(t_ms - twin.t_ms) <= toleranceMs;
    });
  return isSame ? [] : [`weights ${say(recorded)}; simulated ${say(simulated)}`];
}
