import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Program {
  /** What it may be called; the first that is found is taken. With a slash it is a file that another program loads. */
  readonly commands: readonly string[];
  /** Debian and Ubuntu packages that hold it; the first that exists is installed. */
  readonly packages: readonly string[];
}

/** Programs that tests check against and the site does not need. */
const programs = {
  haproxy: { commands: ['haproxy'], packages: ['haproxy'] },
  nginx: { commands: ['nginx'], packages: ['nginx-light', 'nginx'] },
  // What passes bytes on, TLS for one, is a module of its own in Debian.
  'nginx-stream': {
    commands: ['/usr/lib/nginx/modules/ngx_stream_module.so'],
    packages: ['libnginx-mod-stream'],
  },
  mariadbd: {
    commands: ['mariadbd'],
    packages: ['mariadb-server-core', 'mariadb-server-core-10.6'],
  },
  keepalived: { commands: ['keepalived'], packages: ['keepalived'] },
  nft: { commands: ['nft'], packages: ['nftables'] },
  'named-checkzone': { commands: ['named-checkzone'], packages: ['bind9-utils', 'bind9utils'] },
  promtool: { commands: ['promtool'], packages: ['prometheus'] },
  firefox: { commands: ['firefox-esr', 'firefox'], packages: ['firefox-esr'] },
  jsc: {
    commands: ['jsc'],
    packages: [
      'libjavascriptcoregtk-bin',
      'libjavascriptcoregtk-4.1-bin',
      'libjavascriptcoregtk-4.0-bin',
    ],
  },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

/** The path of a program, or `undefined` where it is not installed. */
export function findProgram(name: ProgramName): string | undefined {
  return programs[name].commands
    .map((command) => (command.includes('/') ? findFile(command) : findCommand(command)))
    .find((path) => path !== undefined);
}

/** Looks where root's commands are as well, which other users seldom have in their PATH. */
export function findCommand(command: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders, '/usr/local/sbin', '/usr/sbin', '/sbin']
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

const findFile = (path: string) => (existsSync(path) ? path : undefined);

/** Installs the programs that are missing and have a package here; says which remain missing. */
export function installPrograms(): readonly ProgramName[] {
  const names = Object.keys(programs) as ProgramName[];
  const missing = () => names.filter((name) => findProgram(name) === undefined);
  if (missing().length > 0 && canInstall()) {
    console.log(
      `Installing with apt, for the tests that compare with them: ${missing().join(', ')}`,
    );
    apt(['update', '-qq']);
    for (const name of missing()) {
      const known = programs[name].packages.find((candidate) => isKnown(candidate));
      if (known !== undefined) installPackage(known);
    }
  }
  return missing();
}

/** Whether this is Debian or Ubuntu, as root. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && findCommand('apt-get') !== undefined;
}

/** Whether the package was installed; apt prints why where it was not. */
export function installPackage(name: string): boolean {
  return apt(['install', '-y', '-qq', '--no-install-recommends', name]);
}

export function apt(args: readonly string[]): boolean {
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

function isKnown(name: string): boolean {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(stdout);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
