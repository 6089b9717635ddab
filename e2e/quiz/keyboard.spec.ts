import { expect, test, type Page } from '@playwright/test';
import { listenForTrouble } from '../site/site.ts';
import { answerByKeyboard, open, question, type Given } from './quiz.ts';

test.use({ reducedMotion: 'reduce' });

const healthChecks: Record<string, { right: Given; wrong: Given }> = {
  'failover-takes-time': { right: { choose: [1] }, wrong: { choose: [0] } },
  'detection-time': { right: { type: worked((n) => n.inter * n.fall) }, wrong: { type: '0' } },
  'hang-takes-twice-as-long': {
    right: { type: worked((n) => 2 * n.inter * n.fall) },
    wrong: { type: worked((n) => n.inter * n.fall) },
  },
  'tried-again': { right: { choose: [0, 1] }, wrong: { choose: [0, 3] } },
  'what-a-check-proves': { right: { choose: [1] }, wrong: { choose: [3] } },
  'line-for-the-other-server': {
    right: { type: '  option   redispatch' },
    wrong: { type: 'redispatch' },
  },
  'failed-requests': {
    right: { type: worked((n) => (n.inter * n.fall) / 100 + 2) },
    wrong: { type: '1' },
  },
};

const roundRobin: Record<string, { right: Given; wrong: Given }> = {
  'requests-not-load': { right: { choose: [1] }, wrong: { choose: [0] } },
  'five-to-one-to-one': { right: { choose: [1] }, wrong: { choose: [2] } },
  'nginx-scores': {
    right: {
      sort: ['Add to each', 'Find the server', 'Subtract the sum', 'Send the request'],
    },
    wrong: { sort: ['Find the server', 'Add to each', 'Subtract the sum', 'Send the request'] },
  },
  'leastconn-when-idle': { right: { choose: [2] }, wrong: { choose: [1] } },
  'remapped-by-consistent': {
    right: { type: worked((n) => n.first / n.second) },
    wrong: { type: worked((n) => n.first) },
  },
  'what-hashing-keeps': { right: { choose: [0, 2] }, wrong: { choose: [1] } },
};

/** A number from those that the prompt names: as `inter 2s fall 3`, or the first two numbers in it. */
function worked(
  answer: (numbers: Record<'inter' | 'fall' | 'first' | 'second', number>) => number,
) {
  return (prompt: string) => {
    const [first = 0, second = 0] = (prompt.match(/\d+/g) ?? []).map(Number);
    const inter = Number(/inter (\d+)/.exec(prompt)?.[1]);
    const fall = Number(/fall (\d+)/.exec(prompt)?.[1]);
    return String(answer({ inter, fall, first, second }));
  };
}

for (const [quiz, questions] of [
  ['health-checks', healthChecks],
  ['round-robin', roundRobin],
] as const) {
  for (const [id, { right, wrong }] of Object.entries(questions)) {
    test(`${quiz}: ${id} is answered by keyboard alone, wrong and then right`, async ({ page }) => {
      const trouble = listenForTrouble(page);
      await open(page, quiz);
      const form = question(page, id);

      await answerByKeyboard(page, form, wrong);
      const feedback = form.getByRole('status');
      await expect(feedback).toContainText('Not so.');
      expect((await feedback.innerText()).length).toBeGreaterThan(20);
      // The focus has stayed where the reader was.
      await expect(form.locator(':focus')).toHaveCount(1);

      await tryAgain(page, form);
      await expect(feedback).toBeEmpty();
      await answerByKeyboard(page, form, right);
      await expect(feedback).toContainText('Right.');
      await expect(form.locator(':focus')).toHaveCount(1);
      expect(trouble).toEqual([]);
    });
  }
}

test('after the answer every option stays, with its own explanation', async ({ page }) => {
  await open(page, 'health-checks');
  const form = question(page, 'failover-takes-time');
  await answerByKeyboard(page, form, { choose: [0] });
  await expect(form.getByText('your choice, not right')).toBeVisible();
  const options = form.getByRole('listitem');
  await expect(options).toHaveCount(4);
  for (const option of await options.all()) {
    await expect(option.getByRole('radio')).toHaveAccessibleDescription(/.{30}/);
  }
  // What was answered cannot be changed any more, only tried again.
  await form.getByRole('radio').nth(2).click({ force: true });
  await expect(form.getByRole('radio').nth(0)).toBeChecked();
});

test('an answer that is missing is asked for, and does not count', async ({ page }) => {
  await open(page, 'health-checks');
  const choice = question(page, 'failover-takes-time');
  await choice.getByRole('button', { name: 'Answer' }).press('Enter');
  await expect(choice.getByRole('status')).toHaveText('Choose an answer first.');
  const number = question(page, 'detection-time');
  await number.getByRole('textbox').fill('soon');
  await number.getByRole('textbox').press('Enter');
  await expect(number.getByRole('status')).toHaveText(/Type a number first/);
  expect(await page.evaluate(() => localStorage.getItem('upstream.progress'))).toBeNull();
});

test('trying again draws other numbers', async ({ page }) => {
  await open(page, 'health-checks');
  const form = question(page, 'detection-time');
  const prompt = () => form.getByRole('group').innerText();
  const before = await prompt();
  await answerByKeyboard(page, form, { type: '0' });
  await tryAgain(page, form);
  expect(await prompt()).not.toBe(before);
  await expect(form.getByRole('textbox')).toBeFocused();
});

test('the numbers can be fixed by a link', async ({ page }) => {
  await page.goto('/quiz/health-checks/?seed=12345');
  const form = question(page, 'detection-time');
  await form.scrollIntoViewIfNeeded();
  await expect(form.getByRole('button', { name: 'Answer' })).toBeEnabled();
  const text = await form.getByRole('group').innerText();
  await page.reload();
  await form.scrollIntoViewIfNeeded();
  await expect(form.getByRole('button', { name: 'Answer' })).toBeEnabled();
  expect(await form.getByRole('group').innerText()).toBe(text);
});

test('a place is chosen in the drawing as well as in the list', async ({ page }) => {
  await open(page, 'health-checks');
  const form = question(page, 'what-a-check-proves');
  await form.locator('.spot:visible').nth(1).click();
  await expect(form.getByRole('radio').nth(1)).toBeChecked();
  await form.getByRole('button', { name: 'Answer' }).click();
  await expect(form.getByRole('status')).toContainText('Right.');
});

test('which server the simulator chose is shown in the figure', async ({ page }) => {
  await open(page, 'round-robin');
  const form = question(page, 'request-seven');
  await answerByKeyboard(page, form, { choose: [0] });
  await expect(form.getByRole('status')).toContainText(/Right\.|The answer is Server \d\./);
  await expect(form.getByRole('link', { name: 'See it in the figure' })).toHaveAttribute(
    'href',
    /\?v=1&fig=turns-haproxy&web1\.weight=\d+&.*&t=\d+ms#turns-haproxy$/,
  );
});

test('what is answered is told to whoever listens', async ({ page }) => {
  await open(page, 'health-checks');
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    addEventListener('upstream-event', (event) => heard.push((event as CustomEvent).detail));
  });
  await answerByKeyboard(page, question(page, 'failover-takes-time'), { choose: [1] });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard))
    .toEqual([
      {
        name: 'quiz:answered',
        detail: { quiz: 'health-checks', question: 'failover-takes-time', correct: true },
      },
    ]);
});

async function tryAgain(page: Page, form: ReturnType<typeof question>) {
  await form.getByRole('button', { name: /^Try again/ }).focus();
  await page.keyboard.press('Enter');
  await expect(form.locator(':focus')).toHaveCount(1);
}
