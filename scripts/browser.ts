import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { apt, canInstall, findCommand, installPackage } from './programs.ts';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium that runs: CHROME_PATH, the machine's, or Playwright's own; `undefined` without one. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return named;
  const candidates = [...commands.map(findCommand), ...places, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && existsSync(path) && runs(path));
}

/** The browser's path; installs one where there is none, and throws in words for a person where it cannot. */
export function installBrowser(): string {
  return findBrowser() ?? installOwn() ?? installDebian();
}

function installOwn(): string | undefined {
  console.log('No Chromium or Chrome found. Downloading Playwright’s own (about 180 MB) …');
  const { status, stderr } = playwright('install', '--no-shell', 'chromium');
  if (status !== 0) {
    console.log(`It could not be downloaded. ${stderr.split('\n')[0] ?? ''}`);
    return undefined;
  }
  if (findBrowser() === undefined && canInstall()) {
    console.log('Installing the system libraries that it needs, with apt …');
    playwright('install-deps', 'chromium');
  }
  return findBrowser();
}

function installDebian(): string {
  const command = 'apt-get update && apt-get install -y chromium';
  if (!canInstall()) {
    throw new Error(
      `The tests need a browser. Install Chromium or Chrome, on Debian:\n  sudo sh -c '${command}'`,
    );
  }
  console.log(`Installing Debian’s Chromium instead: ${command}`);
  apt(['update', '-qq']);
  installPackage('chromium');
  const found = findBrowser();
  if (found === undefined) {
    throw new Error(
      'No browser could be installed. Install Chromium or Chrome by hand, or name one in CHROME_PATH.',
    );
  }
  return found;
}

function playwright(...args: string[]) {
  return spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', ...args], {
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  });
}

// Ubuntu's chromium-browser exists and only says that it wants snap.
function runs(path: string): boolean {
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0;
}
