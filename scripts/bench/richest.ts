/** The scenario with the most in it. */
import { readFolder } from '#lib/yaml-collection.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import type { Run } from '#sim/run.ts';

export function richestScenario(): { readonly id: string; readonly run: Run } {
  const [richest] = readFolder('src/content/scenarios', scenarioSchema)
    .map(({ id, data: { run } }) => ({ id, run }))
    .toSorted((one, other) => sizeOf(other.run) - sizeOf(one.run));
  if (!richest) throw new Error('There is no scenario.');
  return richest;
}

const sizeOf = ({ components, links, events }: Run): number =>
  components.length + links.length + events.length;
