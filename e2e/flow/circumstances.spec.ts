import { expect, test } from '@playwright/test';
import { frames } from '../frames.ts';
import { chapter, figureId, openFigure, timeOf } from './figure.ts';

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the reader steps, and each step is told in words', async ({ page }) => {
    const figure = await openFigure(page);
    const next = figure.getByRole('button', { name: 'Next step' });
    await next.click();
    const time = await timeOf(figure);
    expect(time).toBeGreaterThan(0);
    await frames(page, 20);
    expect(await timeOf(figure), 'nothing moves by itself').toBe(time);
    await expect(figure.getByRole('status').last()).not.toBeEmpty();
    await expect(figure.getByLabel('Speed')).toBeHidden();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the figure is complete and has no dead control', async ({ page }) => {
    await page.goto(chapter);
    const figure = page.locator(`upstream-flow#${figureId}`);
    await expect(figure.getByRole('img')).toBeVisible();
    await expect(figure.getByText('What happens, in words')).toBeVisible();
    await expect(figure.getByText('balance roundrobin')).toBeVisible();
    await expect(figure.getByRole('row')).not.toHaveCount(0);
    await expect(figure.getByRole('button')).toHaveCount(0);
    await expect(figure.getByRole('slider')).toHaveCount(0);
    const answer = figure.getByRole('group').filter({ hasText: 'How many requests' }).first();
    await answer.locator('summary').click();
    await expect(answer.getByText(/It was \d+ requests/)).toBeVisible();
  });
});

for (const width of [200, 320, 390, 1280, 3840]) {
  test(`at ${width} pixels nothing of the figure is cut off`, async ({ page }) => {
    await page.setViewportSize({ width: Math.max(width, 320), height: 900 });
    const figure = await openFigure(page, `?fig=${figureId}&t=4600ms`);
    if (width < 320) {
      await figure.evaluate((element, size) => {
        element.style.inlineSize = `${size}px`;
      }, width);
    }
    await figure.getByRole('button', { name: 'Step', exact: true }).click();
    const beyond = await figure.evaluate((element) => {
      const { right } = element.getBoundingClientRect();
      return [...element.querySelectorAll('button, select, input, p, td, svg, dd, legend')]
        .filter((child) => child.checkVisibility() && !child.closest('.unseen'))
        .filter((child) => child.getBoundingClientRect().right > right + 1)
        .map((child) => child.outerHTML.slice(0, 80));
    });
    expect(beyond).toEqual([]);
    const small = await figure.evaluate((element) =>
      [...element.querySelectorAll('button, select, input, summary')]
        .filter((child) => child.checkVisibility() && !child.closest('label'))
        .map((child) => ({ box: child.getBoundingClientRect(), html: child.outerHTML }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ html }) => html.slice(0, 80)),
    );
    expect(small, 'targets of 24 pixels at least').toEqual([]);
  });
}

test('on paper the figure is still, and told in words', async ({ page }) => {
  const figure = await openFigure(page);
  await page.emulateMedia({ media: 'print' });
  await expect(figure.getByRole('button')).toHaveCount(0);
  await expect(figure.locator('figcaption')).toBeVisible();
  const answers = page.locator('section', { has: page.getByRole('heading', { name: 'Answers' }) });
  await expect(answers.getByText('server 2 is DOWN, and new requests')).toBeVisible();
});
