import { expect, test } from '@playwright/test';
import { violations } from '../axe.ts';
import { listenForTrouble, outOfReach, pagesToOpen, scrollThrough } from './site.ts';

// What a widget says in its own words changes as it runs.
const widgets =
  ':is(upstream-flow, upstream-quiz, upstream-progress, upstream-simulator, upstream-offline)';

test.use({ reducedMotion: 'reduce' });

for (const path of pagesToOpen('dist')) {
  test(`${path} loads without an error, asks nobody else and is accessible`, async ({
    page,
    baseURL,
  }) => {
    const trouble = listenForTrouble(page);
    const foreign: string[] = [];
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== baseURL) foreign.push(request.url());
    });
    await page.goto(path);
    await scrollThrough(page);
    expect.soft(foreign).toEqual([]);
    expect.soft(trouble).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });

  test(`${path} does not scroll sideways at 320 px, and the keyboard reaches what does`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    await scrollThrough(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
    expect(await outOfReach(page)).toEqual([]);
  });

  test(`${path} says what it says without JavaScript`, async ({ browser, page, baseURL }) => {
    await page.goto(path);
    const paragraphs = await page.locator(`main p:visible:not(${widgets} p)`).allInnerTexts();
    const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(path);
    await expect(plain.getByRole('heading', { level: 1 })).toBeVisible();
    const text = normalize(await plain.locator('body').innerText());
    const prose = paragraphs.map(normalize).filter((paragraph) => paragraph.length > 80);
    expect(prose.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
    await plain.setViewportSize({ width: 320, height: 640 });
    expect(await outOfReach(plain)).toEqual([]);
    await context.close();
  });
}

function normalize(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
