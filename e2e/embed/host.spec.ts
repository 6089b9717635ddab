import { expect, type Page } from '@playwright/test';
import { heard, heightOf, listen, test } from './foreign.ts';

const element = (site: string, attributes = '', inside = '') =>
  `<script src="${site}/embed/v1.js"></script>
  <upstream-embed widget="flow" scenario="lose-one-server" ${attributes}>${inside}</upstream-embed>`;

const requestsOf = (page: Page, part: string) => {
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(part)) seen.push(request.url());
  });
  return seen;
};

/** What the page's policy refused, as the console has it. */
const refusalsOf = (page: Page) => {
  const seen: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted/i.test(message.text())) seen.push(message.text());
  });
  return seen;
};

for (const [name, more] of [
  ['a strict policy', ''],
  ['a strict policy with Trusted Types', "; require-trusted-types-for 'script'; trusted-types"],
] as const) {
  test(`a page with ${name} refuses nothing`, async ({ page, site, foreign }) => {
    await listen(page);
    const refusals = refusalsOf(page);
    const policy = `default-src 'none'; frame-src ${site}; script-src ${site}; img-src ${site}; style-src 'self'`;
    await page.goto(
      foreign.page(element(site, 'height="300"'), { 'content-security-policy': policy + more }),
    );
    await expect.poll(() => heard(page, 'ready')).toHaveLength(1);
    const told = async () => (await heard(page, 'resize')).at(-1)?.detail;
    const iframe = page.locator('iframe');
    await expect.poll(async () => ({ height: await heightOf(iframe) })).toEqual(await told());
    expect(await iframe.evaluate((each) => getComputedStyle(each).borderTopWidth)).toBe('0px');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('upstream-embed img')).toBeVisible();
    expect(refusals).toEqual([]);
  });
}

test('with loading="click" nothing comes before the button is pressed, and then the focus moves', async ({
  page,
  site,
  foreign,
}) => {
  const requests = requestsOf(page, '/embed/flow/');
  const pictures = requestsOf(page, '/posters/');
  await page.goto(foreign.page(element(site, 'loading="click" title="What happens"')));
  const start = page.getByRole('button', { name: 'Start: What happens' });
  await expect(start).toBeVisible();
  await expect.poll(() => pictures).toHaveLength(1);
  expect(requests).toEqual([]);
  expect(page.frames()).toHaveLength(1);
  await start.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('iframe')).toBeFocused();
  await expect(start).toBeHidden();
  const inside = page.frameLocator('iframe');
  await expect.poll(() => page.frames()[1]?.evaluate(() => document.hasFocus())).toBe(true);
  await page.keyboard.press('Tab');
  await expect(inside.locator(':focus')).toHaveCount(1);
});

test('far below the figure is not asked for', async ({ page, site, foreign }) => {
  const requests = requestsOf(page, '/embed/flow/');
  const space = '<div style="height: 20000px"></div>';
  await page.goto(foreign.page(space + element(site)));
  await page.waitForLoadState('networkidle');
  expect(requests).toEqual([]);
  await page.locator('upstream-embed').scrollIntoViewIfNeeded();
  await expect.poll(() => requests).toHaveLength(1);
});

test('on paper there is a picture, what it is and where to find it, also before the figure came', async ({
  page,
  site,
  foreign,
}) => {
  const pictures = requestsOf(page, '/posters/');
  const space = '<div style="height: 20000px"></div>';
  await page.goto(
    foreign.page(space + element(site, 'title="What happens" state="seed=4"', 'In the book')),
  );
  expect(pictures).toEqual([]);
  await page.pdf();
  await page.emulateMedia({ media: 'print' });
  const picture = page.locator('upstream-embed img');
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBeGreaterThan(
    300,
  );
  await expect(page.locator('iframe')).toBeHidden();
  await expect(page.getByText('What happens', { exact: true })).toBeVisible();
  await expect(page.getByText(`${site}/embed/flow/lose-one-server/?v=1&seed=4`)).toBeVisible();
  await expect(page.getByText('In the book')).toBeVisible();
});

test('the page shows through a transparent figure', async ({ page, site, foreign }) => {
  await listen(page);
  for (const [theme, colorScheme] of [
    ['light', 'dark'],
    ['dark', 'light'],
    ['auto', 'dark'],
    ['auto', 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(
      foreign.page(
        `<style>body { margin: 0; background: rgb(10 200 30) }</style>
        <script src="${site}/embed/v1.js"></script>
        <upstream-embed widget="quiz" quiz="round-robin" background="transparent" theme="${theme}"></upstream-embed>`,
      ),
    );
    await expect.poll(() => heard(page, 'ready')).toHaveLength(1);
    await expect
      .poll(() => pixel(page, 4, 4), `theme ${theme}, system ${colorScheme}`)
      .toEqual([10, 200, 30]);
  }
});

/** A point of the page as it is seen: red, green, blue. */
async function pixel(page: Page, x: number, y: number): Promise<readonly number[]> {
  const shot = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  }, shot.toString('base64'));
}

test('a page that sends rubbish does not disturb the frame', async ({ page, site, foreign }) => {
  await listen(page);
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(String(error)));
  await page.goto(foreign.page(element(site)));
  await expect.poll(() => heard(page, 'ready')).toHaveLength(1);
  await page.evaluate(() => {
    const target = document.querySelector('upstream-embed')?.shadowRoot?.querySelector('iframe');
    const ours = { ns: 'upstream', v: 1 };
    const set = { ...ours, type: 'set' };
    const rubbish: unknown[] = [
      ...[null, undefined, 0, NaN, true, '', 'set', 'x'.repeat(1e6), 1n, [], [[]], {}, new Date()],
      ...[new Map([[{}, 1]]), new Error('no'), new Uint8Array(1e6), new Blob(['x']), /x/u],
      ...[
        { ns: 'upstream' },
        { v: 1 },
        ours,
        { ...ours, type: {} },
        { ...ours, type: 'constructor' },
      ],
      ...[
        { ...set, v: 2, theme: 'dark' },
        { ...set, v: '1', theme: 'dark' },
      ],
      ...[
        { ...set, ns: 'other', theme: 'dark' },
        { ...set, type: ['set'], theme: 'dark' },
      ],
      ...['', 'DARK', 'toString', '__proto__', 0, null, {}, ['dark'], 'x'.repeat(1e5)].flatMap(
        (value) => [
          { ...set, theme: value },
          { ...set, motion: value },
        ],
      ),
      ...[0, null, {}, ['seed=4'], true].map((state) => ({ ...set, state })),
      JSON.parse('{"ns":"upstream","v":1,"type":"set","__proto__":{"theme":"dark"}}'),
      '{"context":"iframe.resize","height":5}',
      '{"ns":"upstream","v":1,"type":"set","theme":"dark"}',
    ];
    for (const each of rubbish) target?.contentWindow?.postMessage(each, '*');
    target?.contentWindow?.postMessage({ ...ours, type: 'get-state' }, '*');
  });
  await expect.poll(() => heard(page, 'state')).toMatchObject([{ detail: { state: '' } }]);
  expect(await heard(page, 'ready')).toHaveLength(1);
  expect(await heard(page, 'error')).toEqual([]);
  expect(page.frames()[1]?.url()).not.toContain('dark');
  expect(trouble).toEqual([]);

  // A state that says nothing true is the same as none.
  await page.locator('upstream-embed').evaluate((each) => {
    each.setAttribute(
      'state',
      '?%&=&&lb.balance=%ff&t=never&at=&__proto__=1&seed=1e99&x='.repeat(20),
    );
  });
  await expect.poll(() => heard(page, 'ready')).toHaveLength(2);
  const inside = page.frameLocator('iframe');
  await inside.getByRole('slider', { name: 'Time' }).hover();
  await expect(inside.getByRole('button', { name: 'Restart' })).toBeVisible();
  expect(await heard(page, 'error')).toEqual([]);
});

test('a page on which a higher frame is a narrower one comes to rest', async ({
  page,
  site,
  foreign,
}) => {
  await listen(page);
  await page.goto(foreign.page(`<div id="box" style="width: 700px">${element(site)}</div>`));
  await page.evaluate(() => {
    document.addEventListener('upstream-resize', (event) => {
      const { height } = (event as CustomEvent<{ height: number }>).detail;
      const box = document.getElementById('box');
      // Narrow while it is low, wide while it is high: no height is right.
      const flip = Number(box?.dataset['height'] ?? 0) < height;
      if (box) {
        box.dataset['height'] = String(height);
        box.style.width = flip ? '700px' : '330px';
      }
    });
    const box = document.getElementById('box');
    if (box) box.style.width = '330px';
  });
  await expect.poll(async () => (await heard(page, 'resize')).length).toBeGreaterThan(2);
  await expect
    .poll(
      async () => {
        const before = (await heard(page, 'resize')).length;
        await new Promise((done) => setTimeout(done, 1500));
        return (await heard(page, 'resize')).length - before;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  expect((await heard(page, 'resize')).length).toBeLessThan(20);
});
