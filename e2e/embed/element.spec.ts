import { expect, type Frame, type Page } from '@playwright/test';
import { type Foreign, heard, heightOf, listen, test } from './foreign.ts';
import { stub } from './frame-stub.ts';

/** A page of another site whose frames are stubs, and the frame of its first element. */
async function openStub(page: Page, foreign: Foreign, body: string): Promise<Frame> {
  await listen(page);
  for (const path of ['flow/a', 'flow/b', 'quiz/q']) foreign.page(stub, {}, `embed/${path}/`);
  await page.goto(foreign.page(`<script src="/embed/v1.js"></script>${body}`));
  await expect.poll(() => heard(page, 'ready')).not.toHaveLength(0);
  return stubOf(page);
}

function stubOf(page: Page): Frame {
  const frame = page.frames().find((each) => each.url().includes('/embed/'));
  if (!frame) throw new Error('The page has no frame.');
  return frame;
}

const sent = (frame: Frame) => frame.evaluate<unknown[]>('sent');
const addressOf = (page: Page) => page.locator('upstream-embed iframe').first().getAttribute('src');

test('the attributes become the frame and its address', async ({ page, foreign }) => {
  await openStub(
    page,
    foreign,
    `<upstream-embed widget="flow" scenario="a" state="lb.balance=leastconn&amp;at=3000ms:web2:refuse"
      theme="dark" lang="en" controls="minimal" background="transparent" title="What happens"></upstream-embed>`,
  );
  const iframe = page.locator('upstream-embed iframe');
  await expect(iframe).toHaveAttribute('title', 'What happens');
  await expect(iframe).toHaveAttribute('allow', 'fullscreen; clipboard-write');
  await expect(iframe).toHaveAttribute('referrerpolicy', 'strict-origin-when-cross-origin');
  await expect(iframe).toHaveAttribute('loading', 'lazy');
  await expect(iframe).toHaveCSS('color-scheme', 'dark');
  expect(await addressOf(page)).toBe(
    `${foreign.address}embed/flow/a/?v=1&lb.balance=leastconn&at=3000ms:web2:refuse&theme=dark&lang=en&controls=minimal&background=transparent`,
  );
});

test('the frame is as high as it says, and nonsense changes nothing', async ({ page, foreign }) => {
  const frame = await openStub(
    page,
    foreign,
    '<upstream-embed id="one" widget="flow" scenario="a" height="333"></upstream-embed>',
  );
  const iframe = page.locator('upstream-embed iframe');
  expect(await heightOf(iframe)).toBe(333);
  await frame.evaluate("say('resize', { height: 451.2 })");
  await expect.poll(() => heightOf(iframe)).toBe(452);
  await frame.evaluate(`
    for (const height of [NaN, -1, 0, 1, 1e9, Infinity, '900', null, undefined, {}, [700], 5n, true]) say('resize', { height });
    say('state', { state: 7 });
    say('state', { state: '' });
  `);
  await expect.poll(() => heard(page, 'state')).toHaveLength(1);
  expect(await heightOf(iframe)).toBe(452);
  expect(await heard(page, 'resize')).toEqual([
    { type: 'upstream-resize', detail: { height: 451.2 }, composed: true, from: 'one' },
  ]);
});

test('only messages of its own frame, in its own words, are handed on', async ({
  page,
  foreign,
}) => {
  const frame = await openStub(
    page,
    foreign,
    '<upstream-embed widget="flow" scenario="a"></upstream-embed><iframe src="/embed/flow/b/"></iframe>',
  );
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(String(error)));
  const stranger = page.frames().find((each) => each.url().endsWith('/embed/flow/b/'));
  await stranger?.evaluate("say('resize', { height: 700 }); say('event', { name: 'x' })");
  await frame.evaluate(`{
    const ours = { ns: 'upstream', v: 1 };
    const rubbish = [
      null, undefined, 0, NaN, true, '', 'resize', 'x'.repeat(1e6), 1n, [], {}, new Date(), new Map(), new Error('no'), new Uint8Array(9),
      '{"context":"iframe.resize","height":700}', { ns: 'upstream' }, { v: 1 }, { ...ours }, { ...ours, type: 'constructor' },
      { ...ours, type: '__proto__' }, { ...ours, type: 'toString' }, { ...ours, type: {} }, { ...ours, v: 2, type: 'resize', height: 700 },
      { ...ours, v: '1', type: 'resize', height: 700 }, { ns: 'other', v: 1, type: 'resize', height: 700 },
    ];
    for (const each of rubbish) parent.postMessage(each, '*');
    parent.postMessage({ ...ours, type: 'event', name: 'x', detail: JSON.parse('{"__proto__":{"polluted":1}}') }, '*');
  }`);
  await page.evaluate(() => {
    postMessage({ ns: 'upstream', v: 1, type: 'resize', height: 700 }, '*');
    dispatchEvent(
      new MessageEvent('message', { data: { ns: 'upstream', v: 1, type: 'resize', height: 700 } }),
    );
  });
  await expect.poll(() => heard(page, 'event')).toHaveLength(1);
  expect(await heard(page, 'resize')).toHaveLength(0);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  expect(trouble).toEqual([]);
});

test('theme, motion and state are told to the frame; another scenario is another frame', async ({
  page,
  foreign,
}) => {
  const frame = await openStub(
    page,
    foreign,
    '<upstream-embed widget="flow" scenario="a"></upstream-embed>',
  );
  const embed = page.locator('upstream-embed');
  await embed.evaluate((element) => {
    element.setAttribute('theme', 'light');
    element.setAttribute('motion', 'reduce');
    element.setAttribute('state', 'seed=4');
  });
  const set = { ns: 'upstream', v: 1, type: 'set' };
  await expect
    .poll(() => sent(frame))
    .toEqual([{ ...set, theme: 'light', motion: 'reduce', state: 'seed=4' }]);
  await embed.evaluate((element) => {
    element.removeAttribute('theme');
    element.removeAttribute('state');
  });
  await expect.poll(() => sent(frame)).toContainEqual({ ...set, theme: 'auto', state: '' });

  const history = await page.evaluate(() => window.history.length);
  await embed.evaluate((element) => {
    element.setAttribute('widget', 'quiz');
    element.setAttribute('quiz', 'q');
  });
  await expect
    .poll(() => addressOf(page))
    .toBe(`${foreign.address}embed/quiz/q/?v=1&motion=reduce`);
  await expect.poll(() => heard(page, 'ready')).toHaveLength(2);
  expect(await page.evaluate(() => window.history.length)).toBe(history);
});

test('the element can be moved and removed, and keeps its state', async ({ page, foreign }) => {
  const frame = await openStub(
    page,
    foreign,
    '<div></div><upstream-embed widget="flow" scenario="a"></upstream-embed>',
  );
  await frame.evaluate("say('state', { state: 'seed=9' })");
  await expect.poll(() => heard(page, 'state')).toHaveLength(1);
  await page.evaluate(() => {
    const div = document.querySelector('div');
    const embed = document.querySelector('upstream-embed');
    if (div && embed) div.append(embed);
  });
  await expect.poll(() => heard(page, 'ready')).toHaveLength(2);
  expect(await addressOf(page)).toBe(`${foreign.address}embed/flow/a/?v=1&seed=9`);

  // Moved as a whole, where the browser can, the frame stays.
  await page.evaluate(() => {
    const embed = document.querySelector('upstream-embed');
    if (embed && 'moveBefore' in document.body) document.body.moveBefore(embed, null);
  });
  await stubOf(page).evaluate("say('resize', { height: 500 })");
  await expect.poll(() => heightOf(page.locator('upstream-embed iframe'))).toBe(500);
  expect(await heard(page, 'ready')).toHaveLength(2);

  await page.evaluate(() => document.querySelector('upstream-embed')?.remove());
  expect(page.frames()).toHaveLength(1);
});

test('loaded twice it is the same element', async ({ page, foreign }) => {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(String(error)));
  await openStub(
    page,
    foreign,
    '<upstream-embed widget="flow" scenario="a"></upstream-embed><script src="/embed/v1.js"></script>',
  );
  expect(trouble).toEqual([]);
  await expect(page.locator('upstream-embed iframe')).toHaveCount(1);
});

test('a widget that is none shows the fallback, and the console says what to write', async ({
  page,
  foreign,
}) => {
  const errors: string[] = [];
  page.on('console', (message) => errors.push(message.text()));
  await page.goto(
    foreign.page(
      '<script src="/embed/v1.js"></script><upstream-embed widget="constructor">Instead</upstream-embed><upstream-embed widget="flow" scenario="../x">Of it</upstream-embed>',
    ),
  );
  await expect(page.getByText('Instead')).toBeVisible();
  await expect(page.getByText('Of it')).toBeVisible();
  expect(page.frames()).toHaveLength(1);
  expect(errors.filter((text) => text.includes('widget="simulator"'))).toHaveLength(2);
});

test('a frame that does not answer gives way to the fallback, until it does', async ({
  page,
  foreign,
}) => {
  await page.clock.install();
  await listen(page);
  foreign.page('<p>Something else</p>', {}, 'embed/flow/a/');
  await page.goto(
    foreign.page(
      '<script src="/embed/v1.js"></script><upstream-embed widget="flow" scenario="a"><a href="/x">Read it there</a></upstream-embed>',
    ),
  );
  const iframe = page.locator('upstream-embed iframe');
  const link = page.getByRole('link', { name: 'Read it there' });
  await expect(iframe).toBeVisible();
  await expect(link).toBeHidden();
  // The clock of the page begins when the reader sees the frame.
  await expect(async () => {
    await page.clock.fastForward(10_000);
    await expect(link).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(iframe).toBeHidden();
  await expect(page.getByRole('link', { name: /embed\/flow\/a/ })).toBeVisible();
  await stubOf(page).evaluate(
    "parent.postMessage({ ns: 'upstream', v: 1, type: 'ready', widget: 'flow', id: 'a', title: 'A' }, '*')",
  );
  await expect(iframe).toBeVisible();
  await expect(link).toBeHidden();
});

test('the browser fits the frame by itself where it can, before a message comes', async ({
  page,
  foreign,
}) => {
  foreign.page(
    '<meta name="responsive-embedded-sizing" content="allow-origins=*"><style>body { margin: 0 }</style><div style="height: 777px"></div>',
    {},
    'embed/flow/a/',
  );
  await page.goto(
    foreign.page(
      '<script src="/embed/v1.js"></script><upstream-embed widget="flow" scenario="a" height="300"></upstream-embed>',
    ),
  );
  const fits = await page.evaluate(() => CSS.supports('frame-sizing', 'content-height'));
  await expect.poll(() => heightOf(page.locator('iframe'))).toBe(fits ? 777 : 300);
});
