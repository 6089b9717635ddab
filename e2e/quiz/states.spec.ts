import { expect, test, type Page } from '@playwright/test';
import { violations } from '../axe.ts';
import { listenForTrouble } from '../site/site.ts';
import { answerByKeyboard, open, question } from './quiz.ts';

test.use({ reducedMotion: 'reduce' });

/** Answers one question of each kind. */
async function answerAll(page: Page, right: boolean) {
  const choose = (index: number) => ({ choose: [index] });
  await answerByKeyboard(page, question(page, 'failover-takes-time'), choose(right ? 1 : 0));
  await answerByKeyboard(page, question(page, 'tried-again'), {
    choose: right ? [0, 1] : [1, 2],
  });
  await answerByKeyboard(page, question(page, 'detection-time'), { type: right ? '15' : '0' });
  await answerByKeyboard(page, question(page, 'what-a-check-proves'), choose(right ? 1 : 2));
  await answerByKeyboard(page, question(page, 'line-for-the-other-server'), {
    type: right ? 'option redispatch' : 'no option redispatch',
  });
}

// Not answered, they are tested where all pages are.
for (const state of ['right', 'wrong'] as const) {
  test(`questions that were answered ${state} have no accessibility violation`, async ({
    page,
  }) => {
    await open(page, 'health-checks');
    await answerAll(page, state === 'right');
    expect(await violations(page, 'upstream-quiz')).toEqual([]);
  });
}

test('an order that was answered has no accessibility violation', async ({ page }) => {
  await open(page, 'round-robin');
  const form = question(page, 'nginx-scores');
  await form.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(form.getByRole('status')).toContainText(/Right|Not so/);
  expect(await violations(page, '#q-nginx-scores')).toEqual([]);
});

for (const quiz of ['health-checks', 'round-robin']) {
  test(`${quiz} fits 320 px, answered and not`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page, quiz);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(320);
    for (const form of await page.locator('form.question').all()) {
      await form
        .getByRole('radio')
        .first()
        .check({ timeout: 200 })
        .catch(() => undefined);
      await form.getByRole('button', { name: 'Answer', exact: true }).click();
    }
    expect(await width()).toBeLessThanOrEqual(320);
  });
}

test('the script of the questions is small, and the engine waits until it is asked', async ({
  page,
}) => {
  const scripts = new Map<string, number>();
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    const { pathname } = new URL(request.url());
    scripts.set(pathname, 0);
    void request.sizes().then(({ responseBodySize }) => scripts.set(pathname, responseBodySize));
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  const shell = new Set(scripts.keys());
  scripts.clear();
  await open(page, 'round-robin');
  await page.waitForLoadState('networkidle');
  const own = [...scripts].filter(([path]) => !shell.has(path));
  expect(own.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(8 * 1024);
  expect(own.map(([path]) => path).filter((path) => /ask|haproxy/.test(path))).toEqual([]);
  await answerByKeyboard(page, question(page, 'request-seven'), { choose: [0] });
  await expect(question(page, 'request-seven').getByRole('status')).toContainText(/Right|Not so/);
  expect([...scripts.keys()].some((path) => path.includes('ask'))).toBe(true);
});

test('print shows the questions, and the answers after the last of them', async ({ page }) => {
  await open(page, 'health-checks');
  await page.emulateMedia({ media: 'print' });
  const form = question(page, 'failed-requests');
  await expect(form.getByRole('button', { name: 'Answer' })).toBeHidden();
  const answers = page.getByRole('heading', { name: 'The answer to question 1' });
  const last = await form.boundingBox();
  const first = await answers.boundingBox();
  expect(first?.y ?? 0).toBeGreaterThanOrEqual((last?.y ?? 0) + (last?.height ?? 0) - 1);
  await expect(page.getByText('Server 2 counts as UP until three checks').last()).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('each question can be read, and its answer and explanations be opened', async ({ page }) => {
    await page.goto('/quiz/health-checks/');
    await expect(page.getByText('Two servers take turns behind HAProxy')).toBeVisible();
    await expect(
      page.getByText('Every second one is still given to server 2.').first(),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Answer' })).toHaveCount(0);
    await expect(page.getByRole('radio')).toHaveCount(0);
    await expect(page.getByRole('textbox')).toHaveCount(0);
    const summaries = page.locator('summary', { hasText: /^The answer to question \d, and why$/ });
    await expect(summaries).toHaveCount(await page.locator('form.question').count());
    await summaries.first().click();
    const because = page.getByText('Server 2 counts as UP until three checks');
    await expect(because.first()).toBeVisible();
  });
});

test('a script that does not load leaves the answers to be opened', async ({ page }) => {
  await page.route(/\/start\.[^/]*\.js$/, (route) => route.abort());
  await page.goto('/quiz/health-checks/');
  await page.locator('form.question').first().hover();
  await expect(page.getByText('The answer to question 1, and why').first()).toBeVisible();
});

const hostile = [
  ['half a value', '{"version":1,"answers":{"failover-takes-time":'],
  ['another form', '{"version":1,"answers":[1,2,3]}'],
  ['a later version', '{"version":99,"answers":{}}'],
  ['no object', '"x"'],
  [
    'impossible numbers',
    '{"version":1,"answers":{"failover-takes-time":{"hash":"x","correct":true,"at":1e999,"stage":-4}}}',
  ],
] as const;

for (const [what, value] of hostile) {
  test(`a storage that holds ${what} shows no error`, async ({ page }) => {
    const trouble = listenForTrouble(page);
    await page.addInitScript((text) => {
      localStorage.setItem('upstream.progress', text);
      localStorage.setItem('upstream.done', text);
    }, value);
    await open(page, 'health-checks');
    const form = question(page, 'failover-takes-time');
    await answerByKeyboard(page, form, { choose: [1] });
    await expect(form.getByRole('status')).toContainText('Right.');
    await page.goto('/progress/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(trouble).toEqual([]);
  });
}

for (const [what, break_] of [
  [
    'blocked',
    () => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    },
  ],
  [
    'full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
] as const) {
  test(`a ${what} storage shows no error, and questions work`, async ({ page }) => {
    const trouble = listenForTrouble(page);
    await page.addInitScript(break_);
    await open(page, 'health-checks');
    const form = question(page, 'failover-takes-time');
    await answerByKeyboard(page, form, { choose: [0] });
    await expect(form.getByRole('status')).toContainText('Not so.');
    await page.goto('/progress/');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Forget them' }).click();
    await expect(page.getByText('All answers are forgotten.')).toBeVisible();
    expect(trouble).toEqual([]);
  });
}
