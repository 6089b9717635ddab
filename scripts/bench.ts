/**
 * `npm run bench`: measures and prints, as ratios where it can, and asserts nothing. `npm run bench -- engine pages` runs
 * those parts alone.
 */
import { cpus } from 'node:os';

const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  engine: async () => {
    (await import('./bench/engine.ts')).engine();
  },
  memory: async () => {
    (await import('./bench/growth.ts')).memory();
  },
  growth: async () => {
    (await import('./bench/growth.ts')).growth();
  },
  scrub: async () => {
    (await import('./bench/scrub.ts')).scrub();
  },
  pages: async () => (await import('./bench/pages.ts')).pages(),
  controls: async () => (await import('./bench/controls.ts')).controls(),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`There is no part “${unknown}”. Allowed: ${Object.keys(parts).join(', ')}.`);
  process.exitCode = 1;
} else {
  console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`);
  for (const name of asked.length > 0 ? asked : Object.keys(parts)) await parts[name]?.();
}
