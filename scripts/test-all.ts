import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installBrowser } from './browser.ts';
import { readPlaywright, readTap, type Counts } from './counts.ts';
import { installPrograms } from './programs.ts';

interface Step {
  readonly name: string;
  /** A program of `node_modules/.bin` and its arguments. */
  readonly command: readonly [program: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Reads how many tests there were; without it the step counts as one. */
  readonly count?: () => Counts;
}

interface Result extends Counts {
  readonly name: string;
  readonly seconds: number;
}

const reports = mkdtempSync(join(tmpdir(), 'upstream-'));
const subPath = { BASE_PATH: '/upstream/' };
const tap = join(reports, 'unit.tap');
const json = join(reports, 'e2e.json');

const types: Step = { name: 'types', command: ['npm', 'run', '--silent', 'check'] };
const lint: Step = { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'] };
const format: Step = {
  name: 'format',
  command: ['prettier', '--check', '--log-level', 'warn', '.'],
};
const diagrams: Step = { name: 'diagrams', command: ['node', 'scripts/diagrams.ts', '--check'] };
const unit: Step = {
  name: 'unit tests',
  command: [
    'node',
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${tap}`,
    'src/**/*.test.ts',
    'scripts/**/*.test.ts',
    'deploy/**/*.test.ts',
  ],
  count: () => readTap(tap),
};
const build: Step = { name: 'build', command: ['node', 'scripts/build-site.ts'] };
const buildSubPath: Step = { ...build, name: 'build under /upstream/', env: subPath };
const links: Step = { name: 'links', command: ['node', 'scripts/links.ts'] };
const linksSubPath: Step = { ...links, name: 'links under /upstream/', env: subPath };
const e2e: Step = {
  name: 'e2e',
  command: ['playwright', 'test', '--reporter=list,json'],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: json, E2E_PORT: String(await freePort()) },
  count: () => readPlaywright(json),
};

const started = Date.now();
const absent = process.env['CI'] ? installPrograms() : [];
if (absent.length > 0)
  console.log(`Not installed, so their tests are skipped: ${absent.join(', ')}`);
const results: Result[] = [];
try {
  process.env['CHROME_PATH'] = installBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  results.push({ name: 'browser', passed: 0, failed: 1, skipped: [], seconds: 0 });
}

// Astro writes its types while it checks and while it builds, so what reads them waits.
await Promise.all([run(types, lint, format), run(diagrams, unit)]);
const site = await runStep(build);
if (site.failed === 0) await run(links);
const underSubPath = site.failed === 0 && (await runStep(buildSubPath)).failed === 0;
if (underSubPath) await run(linksSubPath);
if (underSubPath && process.env['CHROME_PATH']) await run(e2e);
summarize();

async function run(...steps: readonly Step[]): Promise<void> {
  for (const step of steps) await runStep(step);
}

/** Runs one step, says so, and prints what it wrote only when it fails. */
async function runStep(step: Step): Promise<Result> {
  console.log(`▸ ${step.name} …`);
  const begun = Date.now();
  const { status, output } = await capture(step);
  const counted = countsOf(step, status);
  const result = { ...counted, name: step.name, seconds: Math.round((Date.now() - begun) / 1000) };
  results.push(result);
  if (result.failed > 0) console.log(`\n${output.trimEnd()}\n`);
  console.log(line(result));
  return result;
}

function countsOf(step: Step, status: number): Counts {
  const one: Counts = { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: [] };
  if (!step.count) return one;
  try {
    const counts = step.count();
    // A suite that breaks outside its tests reports none of them as failed.
    return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    return { ...one, passed: 0, failed: 1 };
  }
}

function capture({ command, env }: Step): Promise<{ status: number; output: string }> {
  const [program, ...args] = command;
  const path = [join('node_modules', '.bin'), process.env['PATH']].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, PATH: path, ASTRO_TELEMETRY_DISABLED: '1', ...env },
    });
    let output = '';
    const add = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', (error) => resolve({ status: 1, output: `${output}\n${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function summarize(): void {
  rmSync(reports, { recursive: true });
  const sum = (pick: (result: Result) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  const failed = sum((result) => result.failed);
  const skipped = results.flatMap((result) => result.skipped);
  console.log(`\nIn ${Math.round((Date.now() - started) / 1000)} s:`);
  for (const result of results) console.log(line(result));
  if (skipped.length > 0) console.log(['Skipped:', ...skipped].join('\n  '));
  const last = [`${sum((result) => result.passed)} passed`, `${failed} failed`];
  if (skipped.length > 0) last.push(`${skipped.length} skipped`);
  console.log(last.join(', '));
  process.exitCode = failed === 0 ? 0 : 1;
}

function line({ name, passed, failed, skipped, seconds }: Result): string {
  const counts = passed + failed > 1 ? `${passed} passed, ${failed} failed` : '';
  const left = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return `${failed === 0 ? '✔' : '✖'} ${name.padEnd(24)} ${`${seconds} s`.padStart(6)}  ${counts}${left}`.trimEnd();
}
