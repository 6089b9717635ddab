import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { violations } from '../axe.ts';
import { answerByKeyboard, open, question, type Given } from './quiz.ts';

test.use({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });

const answers: Record<string, Given> = {
  'failover-takes-time': { choose: [1] },
  'detection-time': { type: '0' },
  'hang-takes-twice-as-long': { type: '0' },
  'tried-again': { choose: [0, 1] },
  'what-a-check-proves': { choose: [1] },
  'line-for-the-other-server': { type: 'option redispatch' },
  'failed-requests': { type: '1' },
  'drain-before-stop': { sort: [] },
};
const count = Object.keys(answers).length;

async function answerAll(page: Page) {
  await open(page, 'health-checks');
  for (const [id, given] of Object.entries(answers)) {
    await answerByKeyboard(page, question(page, id), given);
    await expect(question(page, id).getByRole('status')).toContainText(/Right|Not so/);
  }
}

test('the chapter whose questions are all answered has a tick, and nothing moves for it', async ({
  page,
}) => {
  await page.goto('/progress/');
  const chapter = page
    .getByRole('navigation', { name: 'Contents of the book' })
    .getByRole('link', { name: 'Health checks and failover' });
  await expect(chapter).not.toContainText('all questions answered');
  const before = await chapter.boundingBox();
  await answerAll(page);
  await expect(chapter).toContainText('all questions answered');
  await page.goto('/progress/');
  await expect(chapter).toContainText('all questions answered');
  expect((await chapter.boundingBox())?.height).toBe(before?.height);
});

test('the first attempt counts', async ({ page }) => {
  await open(page, 'health-checks');
  const form = question(page, 'failover-takes-time');
  await answerByKeyboard(page, form, { choose: [0] });
  await form.getByRole('button', { name: 'Try again' }).click();
  await answerByKeyboard(page, form, { choose: [1] });
  await expect(form.getByRole('status')).toContainText('Right.');
  await page.goto('/progress/');
  await expect(
    page.getByText(`1 of ${count} answered, 0 right at the first attempt`),
  ).toBeVisible();
});

test('questions come back after a day, and after three when they were right', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-01T12:00:00') });
  await open(page, 'health-checks');
  await answerByKeyboard(page, question(page, 'failover-takes-time'), { choose: [1] });
  await page.goto('/progress/');
  await expect(page.getByText('The next one is due on March 2.')).toBeVisible();

  await page.clock.setSystemTime(new Date('2026-03-02T13:00:00'));
  await page.reload();
  const due = page.getByRole('link', { name: 'Health checks and failover, question 1' });
  await due.click();
  const form = question(page, 'failover-takes-time');
  await expect(form).toContainText('Time to answer it again.');
  await answerByKeyboard(page, form, { choose: [1] });
  await page.goto('/progress/');
  await expect(page.getByText('The next one is due on March 5.')).toBeVisible();

  await page.clock.setSystemTime(new Date('2026-03-06T12:00:00'));
  await open(page, 'health-checks');
  await answerByKeyboard(page, form, { choose: [0] });
  await page.goto('/progress/');
  await expect(page.getByText('The next one is due on March 7.')).toBeVisible();
});

test('progress goes into a file, and from the file to another device', async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page, 'health-checks');
  await answerByKeyboard(page, question(page, 'failover-takes-time'), { choose: [1] });
  await page.goto('/progress/');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('upstream-progress.json');
  const path = await download.path();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('upstream', 'progress');

  const other = await (await browser.newContext({ baseURL })).newPage();
  await other.goto('/progress/');
  await other.getByLabel('Import a file').setInputFiles(path);
  await expect(other.locator('upstream-progress').getByRole('status')).toHaveText(
    'Imported: 1 question.',
  );
  await expect(
    other.getByText(`1 of ${count} answered, 1 right at the first attempt`),
  ).toBeVisible();
  await other.getByLabel('Import a file').setInputFiles(path);
  await expect(other.locator('upstream-progress').getByRole('status')).toHaveText(
    /nothing in it is newer/,
  );
  await other.context().close();
});

for (const [what, text, says] of [
  ['no JSON', 'hello', /is not JSON, or is not complete/],
  ['another program’s', '{"a":1}', /does not hold progress in this book/],
  ['from the future', '{"upstream":"progress","version":9,"answers":{}}', /newer version/],
  ['damaged', '{"upstream":"progress","version":1,"answers":{"a":{}}}', /damaged/],
] as const) {
  test(`a file that is ${what} is refused in words`, async ({ page }) => {
    await page.goto('/progress/');
    await page.getByLabel('Import a file').setInputFiles({
      name: 'file.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await expect(page.locator('upstream-progress').getByRole('status')).toHaveText(says);
  });
}

test('clearing asks first, by keyboard', async ({ page }) => {
  await open(page, 'health-checks');
  await answerByKeyboard(page, question(page, 'failover-takes-time'), { choose: [1] });
  await page.goto('/progress/');
  const clear = page.getByRole('button', { name: 'Clear' });
  await clear.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep them' })).toBeFocused();
  expect(await violations(page, 'upstream-progress')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(clear).toBeFocused();
  await expect(page.getByText(`1 of ${count} answered`)).toBeVisible();
  await clear.press('Enter');
  await page.getByRole('button', { name: 'Forget them' }).press('Enter');
  await expect(page.locator('upstream-progress').getByRole('status')).toHaveText(
    'All answers are forgotten.',
  );
  await expect(page.getByText(`${count} questions, none answered`).first()).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('upstream.progress'))).toBeNull();
});

test('the page of progress with answers has no accessibility violation', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-01T12:00:00') });
  await answerAll(page);
  await page.clock.setSystemTime(new Date('2026-03-03T12:00:00'));
  await page.goto('/progress/');
  await expect(page.getByRole('link', { name: /question 1$/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
