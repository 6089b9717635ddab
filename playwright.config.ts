import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.ts';

const port = Number(process.env['E2E_PORT'] ?? 4410);
const baseURL = `http://127.0.0.1:${port}`;
// Found once: the workers read this file again.
process.env['CHROME_PATH'] ??= findBrowser() ?? '';
const executablePath = process.env['CHROME_PATH'];

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  // On a busy machine a browser may hang; what passes only then is named as flaky.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL,
    // Tests see what the server sends; offline.spec.ts is about what a worker keeps.
    serviceWorkers: 'block',
    launchOptions: executablePath === '' ? {} : { executablePath },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
  webServer: {
    // Builds the site first where its sources are newer; serves it with brotli, as hosts do.
    command: `"${process.execPath}" scripts/serve.ts --port ${port} --only-this-port`,
    url: baseURL,
    env: { BASE_PATH: '/' },
    timeout: 180_000,
  },
});
