/** A run of the simulator as the flow figure's modules take it: its place on the grid, and what can break. */
import type { Run } from '#sim/run.ts';
import type { FlowScenario } from '../flow/scenario.ts';

export function scenarioOf(run: Run): FlowScenario {
  const servers = run.components.filter(({ kind }) => kind === 'web').map(({ id }) => id);
  const middle = (servers.length + 1) / 2;
  return {
    run,
    figure: {
      caption: '',
      description: '',
      layout: {
        browsers: [1, middle],
        lb: [2, middle],
        ...Object.fromEntries(servers.map((id, index) => [id, [3, index + 1]])),
      },
      faults: Object.fromEntries(servers.map((id) => [id, ['refuse'] as const])),
    },
  };
}
