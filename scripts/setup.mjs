// Runs on whatever Node started it, before anything is installed: no types, no packages.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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

/** Whether `node_modules` holds what the lock file asks for on this machine. */
function isInstalled() {
  const installed = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(
    ([path, wanted]) =>
      path === '' ||
      (path in installed ? installed[path].version === wanted.version : !isNeeded(wanted)),
  );
}

function packages(lockFile) {
  if (!existsSync(lockFile)) return {};
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Optional packages are the same program for several platforms, and what those need. */
function isNeeded({ optional, os, cpu, libc }) {
  if (!optional) return true;
  const own = process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return Boolean(
    os?.includes(process.platform) &&
    cpu?.includes(process.arch) &&
    (libc === undefined || libc.includes(own)),
  );
}

function install() {
  console.log('Installing the packages of package-lock.json (npm ci, about a minute) …');
  const folder = installsAll(process.version) ? undefined : fetchNode();
  if (npm(['ci'], folder && join(folder, 'node_modules', 'node', 'bin')) !== 0) {
    stop('The packages could not be installed; npm says why above.', [
      'Check the connection to the package registry (npm ping), then run the command again.',
    ]);
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

// npm leaves out, without a word, the platform's compiler where the running Node is older than this.
function installsAll(running) {
  const [major, minor] = version(running);
  return major > 22 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);
}

/** Puts the project's Node into a folder of its own, for npm to run on. */
function fetchNode() {
  const { version } = packages('package-lock.json')['node_modules/node'];
  console.log(`npm runs on ${process.version} here; fetching Node ${version} for it first …`);
  const folder = mkdtempSync(join(tmpdir(), 'upstream-node-'));
  writeFileSync(join(folder, 'package.json'), '{ "allowScripts": { "node": true } }');
  if (npm(['install', '--no-save', '--prefix', folder, `node@${version}`]) !== 0) {
    stop(`Node ${version} could not be fetched; npm says why above.`, [
      'Check the connection to the package registry (npm ping), or install Node 24 yourself',
      'from https://nodejs.org, then run the command again.',
    ]);
  }
  return folder;
}

/** Runs npm, on the Node of a folder if one is named; its exit status. */
function npm(args, nodeFolder = '') {
  const options = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  const windows = process.platform === 'win32';
  const path = [nodeFolder, process.env.PATH].filter(Boolean).join(delimiter);
  const { status, error } = spawnSync('npm', options, {
    stdio: 'inherit',
    shell: windows,
    env: { ...process.env, PATH: path },
  });
  if (error) stop('npm was not found.', ['It comes with Node: https://nodejs.org']);
  return status;
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
