import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Frame, type FrameLocator, type Page } from '@playwright/test';
import { heard, heightOf, listen, test } from './foreign.ts';

const figure = '/embed/flow/lose-one-server/';
const widgets = { figure, quiz: '/embed/quiz/round-robin/', simulator: '/embed/simulator/' };

const element = (site: string, attributes: string, inside = '') =>
  `<script src="${site}/embed/v1.js"></script><upstream-embed id="one" loading="eager" ${attributes}>${inside}</upstream-embed>`;

function frameOf(page: Page, part = '/embed/'): Frame {
  const frame = page.frames().find((each) => each.url().includes(part));
  if (!frame) throw new Error(`The page has no frame of ${part}.`);
  return frame;
}

/** How much of a frame's page cannot be seen without scrolling, sideways and downwards, in CSS pixels. */
async function hiddenOf(frame: Frame): Promise<readonly [number, number]> {
  return frame.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - innerWidth, scrollHeight - innerHeight] as const;
  });
}

async function answerQuiz(inside: FrameLocator) {
  const question = inside.locator('#q-requests-not-load');
  await question.getByRole('radio').nth(1).check();
  await question.getByRole('button', { name: 'Answer', exact: true }).click();
}

test('a quiz says what was answered', async ({ page, site, foreign }) => {
  await listen(page);
  await page.goto(foreign.page(element(site, 'widget="quiz" quiz="round-robin"')));
  await expect
    .poll(() => heard(page, 'ready'))
    .toMatchObject([
      { composed: true, from: 'one', detail: { widget: 'quiz', id: 'round-robin' } },
    ]);
  await answerQuiz(page.frameLocator('iframe'));
  await expect
    .poll(() => heard(page, 'event'))
    .toEqual([
      {
        type: 'upstream-event',
        detail: {
          name: 'quiz:answered',
          detail: { quiz: 'round-robin', question: 'requests-not-load', correct: true },
        },
        composed: true,
        from: 'one',
      },
    ]);
  await expect.poll(() => hiddenOf(frameOf(page))).toEqual([0, 0]);
});

test('a figure says what was predicted and where it is, and obeys its page', async ({
  page,
  site,
  foreign,
}) => {
  await listen(page);
  await page.goto(foreign.page(element(site, 'widget="flow" scenario="lose-one-server"')));
  const inside = page.frameLocator('iframe');
  const slider = inside.getByRole('slider', { name: 'Time' });
  await slider.hover();
  await expect(inside.getByRole('button', { name: 'Restart' })).toBeVisible();
  await slider.fill('2900');
  await inside.getByRole('radio').first().check();
  await inside.getByRole('button', { name: 'Answer', exact: true }).click();
  await slider.fill('13000');
  await expect
    .poll(() => heard(page, 'event'))
    .toMatchObject([{ detail: { name: 'prediction:answered', detail: { prediction: 'lost' } } }]);
  await expect
    .poll(async () => (await heard(page, 'state')).at(-1)?.detail)
    .toEqual({
      state: 't=13000ms',
    });

  await page.locator('upstream-embed').evaluate((each) => {
    each.setAttribute('state', 't=5000ms');
  });
  await expect.poll(() => heard(page, 'ready')).toHaveLength(2);
  await expect(page.frameLocator('iframe').getByText('5.0 s').first()).toBeVisible();

  const scheme = () =>
    frameOf(page).evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.locator('upstream-embed').evaluate((each) => {
    each.setAttribute('theme', 'dark');
  });
  await expect.poll(scheme).toBe('dark');
  expect(await heard(page, 'ready')).toHaveLength(2);
});

test('the simulator says which mission is done', async ({ page, site, foreign }) => {
  await listen(page);
  await page.goto(foreign.page(element(site, 'widget="simulator" state="mission=keep-serving"')));
  const inside = page.frameLocator('iframe');
  await expect(inside.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await expect(inside.getByText(/\d requests: /).first()).toBeVisible();
  await inside.getByText('Retries and timeouts').click();
  await inside.getByLabel('option redispatch').check();
  await expect
    .poll(() => heard(page, 'event'))
    .toMatchObject([
      { detail: { name: 'mission:completed', detail: { mission: 'keep-serving' } } },
    ]);
});

test('two on one page do not disturb each other', async ({ page, site, foreign }) => {
  await listen(page);
  await page.goto(
    foreign.page(
      element(site, 'widget="quiz" quiz="round-robin"') +
        '<upstream-embed id="two" widget="flow" scenario="one-slow" loading="eager"></upstream-embed>',
    ),
  );
  await expect.poll(() => heard(page, 'ready')).toHaveLength(2);
  await answerQuiz(page.frameLocator('#one iframe'));
  await expect.poll(() => heard(page, 'event')).toMatchObject([{ from: 'one' }]);
  for (const [id, part] of [
    ['one', '/quiz/'],
    ['two', '/flow/'],
  ] as const) {
    // Browsers do not lay out a frame of another site that is far from what is seen.
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await expect.poll(() => hiddenOf(frameOf(page, part))).toEqual([0, 0]);
  }
  const heights = [page.locator('#one iframe'), page.locator('#two iframe')].map(heightOf);
  expect(new Set(await Promise.all(heights)).size).toBe(2);
});

for (const [name, address] of Object.entries(widgets)) {
  test(`320 pixels are enough for a ${name} in a plain frame`, async ({ page, site, foreign }) => {
    await page.setViewportSize({ width: 340, height: 700 });
    // The convention that pages already speak which resize frames of others.
    const script = `addEventListener('message', ({ data, source }) => {
      const frame = document.querySelector('iframe');
      const told = typeof data === 'string' && data[0] === '{' ? JSON.parse(data) : {};
      if (source === frame.contentWindow && told.context === 'iframe.resize') frame.height = told.height;
    })`;
    await page.goto(
      foreign.page(
        `<script>${script}</script><iframe src="${site}${address}" title="A widget" width="320" height="300" style="border: 0"></iframe>`,
      ),
    );
    await expect.poll(() => heightOf(page.locator('iframe'))).toBeGreaterThan(301);
    await expect.poll(() => hiddenOf(frameOf(page))).toEqual([0, 0]);
    await page.setViewportSize({ width: 900, height: 700 });
    await page.locator('iframe').evaluate((each) => each.setAttribute('width', '800'));
    await expect.poll(() => hiddenOf(frameOf(page))).toEqual([0, 0]);
  });
}

test('without any script of its own the page of another site still has a working figure', async ({
  page,
  site,
  foreign,
}) => {
  const policy = `default-src 'none'; frame-src ${site}`;
  await page.goto(
    foreign.page(
      `<iframe src="${site}${figure}" title="A figure" width="700" height="600"></iframe>`,
      { 'content-security-policy': policy },
    ),
  );
  const inside = page.frameLocator('iframe');
  await inside.getByRole('slider', { name: 'Time' }).hover();
  await expect(inside.getByRole('button', { name: 'Restart' })).toBeVisible();
});

// A name of the same site makes the frame no third party, which browsers may let keep nothing.
const sandboxes = [
  { sandbox: 'allow-scripts', name: 'localhost', keeps: false },
  { sandbox: 'allow-scripts allow-same-origin', name: '127.0.0.1', keeps: true },
];
for (const { sandbox, name, keeps } of sandboxes) {
  test(`figures and quizzes work in a frame with sandbox="${sandbox}"`, async ({
    page,
    site,
    foreign,
  }) => {
    const frames = [figure, widgets.quiz].map(
      (address) =>
        `<iframe src="${site}${address}" title="A widget" sandbox="${sandbox}" width="700" height="900"></iframe>`,
    );
    const trouble: string[] = [];
    page.on('pageerror', (error) => trouble.push(String(error)));
    await page.goto(foreign.page(frames.join('')).replace('localhost', name));
    await useBoth(page);
    for (const frame of page.frames().slice(1)) expect(await keepsSomething(frame)).toBe(keeps);
    expect(trouble).toEqual([]);
  });
}

test('figures and quizzes work where frames of other sites may store nothing', async ({
  page: first,
  site,
  foreign,
  playwright,
}, info) => {
  await first.close();
  const profile = info.outputPath('profile');
  mkdirSync(join(profile, 'Default'), { recursive: true });
  const settings = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
  const { launchOptions } = info.project.use;
  const context = await playwright.chromium.launchPersistentContext(profile, launchOptions);
  try {
    const page = await context.newPage();
    await listen(page);
    await page.goto(
      foreign.page(
        element(site, 'widget="flow" scenario="lose-one-server"') +
          '<upstream-embed widget="quiz" quiz="round-robin" loading="eager"></upstream-embed>',
      ),
    );
    await expect.poll(() => heard(page, 'ready')).toHaveLength(2);
    await useBoth(page);
    for (const frame of page.frames().slice(1)) expect(await keepsSomething(frame)).toBe(false);
    await expect.poll(() => heard(page, 'event')).toHaveLength(1);
    expect(await heard(page, 'error')).toEqual([]);
  } finally {
    await context.close();
  }
});

/** Uses a quiz, in the second frame, and then a figure in the first, which moves what is below. */
async function useBoth(page: Page) {
  const second = page.locator('iframe').nth(1).contentFrame();
  await answerQuiz(second);
  await expect(second.locator('#q-requests-not-load')).toContainText(
    'the same number of requests',
    {
      ignoreCase: true,
    },
  );
  const first = page.locator('iframe').first().contentFrame();
  const slider = first.getByRole('slider', { name: 'Time' });
  await slider.hover();
  await expect(first.getByRole('button', { name: 'Restart' })).toBeVisible();
  await slider.fill('2000');
  await expect.poll(() => frameOf(page, '/flow/').url()).toContain('t=2000ms');
}

/** Whether it may; where not, the browser throws. */
function keepsSomething(frame: Frame): Promise<boolean> {
  return frame.evaluate(() => {
    try {
      return localStorage.length >= 0;
    } catch {
      return false;
    }
  });
}

test('where the scripts of a frame do not come, its figure stands still and the fallback is shown beside', async ({
  page,
  site,
  foreign,
}) => {
  await page.clock.install();
  await page.route(`${site}/_astro/*.js`, (route) => route.abort());
  await page.goto(
    foreign.page(
      element(site, 'widget="flow" scenario="lose-one-server"', 'Instead of the figure') +
        `<iframe src="${site}${figure}" title="A figure" width="700" height="600"></iframe>`,
    ),
  );
  await expect(page.frameLocator('body > iframe').getByRole('img').first()).toBeVisible();
  await expect(async () => {
    await page.clock.fastForward(10_000);
    await expect(page.getByText('Instead of the figure')).toBeVisible({ timeout: 500 });
  }).toPass();
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('the element shows its fallback, and a plain frame the still figure', async ({
    page,
    site,
    foreign,
  }) => {
    await page.goto(
      foreign.page(
        element(site, 'widget="flow" scenario="lose-one-server"', 'Instead of the figure') +
          `<iframe src="${site}${figure}" title="A figure" width="700" height="600"></iframe>`,
      ),
    );
    await expect(page.getByText('Instead of the figure')).toBeVisible();
    const inside = page.frameLocator('iframe');
    await expect(inside.getByRole('img').first()).toBeVisible();
    await expect(inside.getByRole('link', { name: 'Open in Upstream' })).toBeVisible();
    await expect(inside.getByRole('slider')).toHaveCount(0);
  });
});
