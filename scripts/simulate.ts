/**
 * `npm run simulate -- FILE [--seed N] [--set path=value]… [--json | --csv]`: plays a scenario file and prints its metrics
 * for each component, as a table or as JSON, or its trace as CSV.
 */
import { existsSync, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'astro/zod';
import { readYaml, YamlError } from '#lib/yaml.ts';
import { runSchema } from '#schemas/run.ts';
import { scenarioSchema } from '#schemas/scenario.ts';
import { strict } from '#schemas/strict.ts';
import { text } from '#schemas/values.ts';
import { allModules } from '#sim/all-modules.ts';
import type { Run } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { CommandError, withChange } from './simulate/change.ts';
import { csvOf } from './simulate/csv.ts';
import { metricsOf } from './simulate/metrics.ts';
import { tableOf } from './simulate/table.ts';

const usage = 'npm run simulate -- FILE [--seed N] [--set path=value]… [--json | --csv]';

const options = {
  seed: { type: 'string' },
  set: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
} as const;

/** A file that is drawn nowhere needs no figure. */
const bareSchema = strict({
  schemaVersion: z.literal(1),
  title: text,
  run: runSchema,
});

try {
  const { file, changes, format } = readArguments();
  const { title, run } = readScenario(file);
  const changed = changes.reduce(withChange, run);
  const trace = simulate(changed, allModules);
  if (format === 'csv') await pipeline(csvOf(trace), process.stdout);
  else {
    const metrics = metricsOf(trace);
    const { seed, duration_ms } = changed;
    console.log(
      format === 'json'
        ? JSON.stringify({ title, seed, duration_ms, hash: trace.hash, ...metrics }, undefined, 2)
        : tableOf(title, changed, metrics),
    );
  }
} catch (error) {
  if (isClosedPipe(error)) process.exit(0);
  console.error(messageOf(error));
  process.exitCode = 1;
}

function readArguments() {
  const { values, positionals } = parse();
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandError(`one FILE is needed: ${usage}`);
  if (values.json && values.csv) throw new CommandError('either --json or --csv, not both');
  return {
    file,
    changes: [...(values.set ?? []), ...(values.seed === undefined ? [] : [`seed=${values.seed}`])],
    format: values.csv ? 'csv' : values.json ? 'json' : 'table',
  } as const;
}

function parse() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    // Node's own message goes on about how to write what is not a flag.
    const [first = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new CommandError(`${first}. Allowed: ${usage}`);
  }
}

function readScenario(file: string): { readonly title: string; readonly run: Run } {
  if (!existsSync(file)) throw new CommandError(`${file}: there is no such file`);
  const isWhole = /^["']?(figure|expect)["']?\s*:/m.test(readFileSync(file, 'utf8'));
  return isWhole ? readYaml(file, scenarioSchema) : readYaml(file, bareSchema);
}

function messageOf(error: unknown): string {
  if (error instanceof YamlError) return error.message.split('\n')[0] ?? '';
  if (error instanceof CommandError) return error.message;
  throw error;
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
