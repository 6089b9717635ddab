// Runs on whatever Node started it, before anything is installed: no types, no packages.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldest = 18;
// The first version that runs TypeScript files as they are.
const typed = [22, 18];

/**
 * Installs what is missing, then runs a script of this folder on the project's own Node with the
 * arguments of the command line, and exits as it does.
 * @param {string} script
 */
export async function runPrepared(script) {
  const [major = 0] = version(process.version);
  if (major < oldest) {
    stop(`This needs Node ${oldest} or newer to begin with, and found ${process.version}.`, [
      'Install a current one from https://nodejs.org, then run the command again.',
    ]);
  }
  process.chdir(root);
  if (!isInstalled()) install();
  const child = spawn(projectNode(), [join('scripts', script), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  // Ctrl+C reaches the child by itself; this process only has to outlive it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 0 : 1)));
}

/** Whether `node_modules` holds what the lock file asks for. */
function isInstalled() {
  const installed = packages('node_modules/.package-lock.json');
  const wanted = packages('package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (path in installed ? installed[path].version === version : optional),
  );
}

function packages(lockFile) {
  if (!existsSync(lockFile)) return {};
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

function install() {
  console.log('Installing the packages of package-lock.json (npm ci, about a minute) …');
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync('npm', options, { stdio: 'inherit', shell: windows });
  if (error) stop('npm was not found.', ['It comes with Node: https://nodejs.org']);
  if (status !== 0) {
    stop('The packages could not be installed; npm says why above.', [
      'Check the connection to the package registry (npm ping), then run the command again.',
    ]);
  }
}

/** The Node that the lock file installs, or the running one where it is new enough. */
function projectNode() {
  const windows = process.platform === 'win32';
  const own = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  if (spawnSync(own, ['--version']).status === 0) return own;
  const [major = 0, minor = 0] = version(process.version);
  if (major > typed[0] || (major === typed[0] && minor >= typed[1])) return process.execPath;
  return stop(
    `The project’s own Node is missing, and ${process.version} is too old for the build.`,
    ['Let its install script run: npm rebuild node --ignore-scripts=false'],
  );
}

function version(text) {
  return text.slice(1).split('.').map(Number);
}

/** One sentence on what is wrong, then what to do about it. */
function stop(problem, advice) {
  console.error(['', problem, ...advice].join('\n'));
  process.exit(1);
}
