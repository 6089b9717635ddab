import { expect, test, type Page } from '@playwright/test';

/** What fits between the margins of a sheet of A4, in pixels of CSS. */
const width = 680;
const controls = 'button, select, input[type="range"], dialog, nav, [role="search"]';

/** One of every kind, and how many sheets it may take. */
const pages: Readonly<Record<string, number>> = {
  '/': 3,
  '/health-checks/': 24,
  '/tls-termination/': 20,
  '/designs/002/': 18,
  '/quiz/measuring-qps/': 13,
  '/simulator/': 5,
  '/progress/': 2,
  '/404.html': 1,
  '/embed/flow/lose-one-server/': 3,
  '/embed/quiz/health-checks/': 7,
};

async function print(page: Page, path: string) {
  await page.goto(path);
  await page.setViewportSize({ width, height: 960 });
  await page.emulateMedia({ media: 'print' });
}

for (const [path, sheets] of Object.entries(pages)) {
  test(`${path} is a clean document of at most ${sheets} sheets`, async ({ page }) => {
    await print(page, path);
    const seen = await page.locator(controls).evaluateAll((all) =>
      all
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        // A request's number or the name of its step is a text on paper; the parts of the book are the home page's.
        .filter((element) => !element.closest('td, .request-steps, .book-parts'))
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(seen).toEqual([]);

    const wide = await page.evaluate((sheet) => {
      const elements = [...document.querySelectorAll('body *')];
      return elements
        .filter((element) => element.checkVisibility() && !element.closest('.unseen, .sr-only'))
        .filter((element) => element.getBoundingClientRect().right > sheet + 1)
        .map((element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`);
    }, width);
    expect(wide).toEqual([]);

    for (const figure of await page.locator('upstream-flow').all()) {
      await expect(figure.locator('.stage svg:visible')).toHaveCount(1);
      const drawing = await figure.locator('.stage svg:visible').boundingBox();
      const caption = await figure.locator('figcaption').boundingBox();
      expect(drawing?.height).toBeGreaterThan(50);
      expect(caption?.y).toBeGreaterThanOrEqual((drawing?.y ?? 0) + (drawing?.height ?? 0));
    }
    for (const file of await page.locator('main:not(:has([data-autoplay])) [data-config]').all()) {
      await expect(file).toBeVisible();
    }

    const pdf = await page.pdf({ format: 'A4' });
    const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
    expect(count).toBeLessThanOrEqual(sheets);
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('a chapter asks where the reader is, and answers at its end', async ({ page }) => {
      await print(page, '/health-checks/');
      await expect(page.getByText('https://upstream.example/health-checks/')).toBeVisible();
      const answers = page.locator('section', {
        has: page.getByRole('heading', { name: 'Answers', exact: true }),
      });
      const start = (await answers.boundingBox())?.y ?? 0;
      const sources = await page.getByRole('heading', { name: 'Sources' }).boundingBox();
      expect(start).toBeGreaterThan(sources?.y ?? Infinity);

      const asked = page.locator('upstream-flow .prediction');
      expect(await asked.count()).toBeGreaterThan(2);
      for (const prediction of await asked.all()) {
        await expect(prediction.locator('input').first()).toBeVisible();
        await expect(prediction.getByRole('button')).toHaveCount(0);
      }
      const figure = page.locator('upstream-flow').first();
      const answer = 'Half of the requests go to the dead server';
      await expect(figure.getByText(answer)).toBeHidden();
      await expect(answers.getByText(answer)).toBeVisible();
      await expect(answers.getByRole('heading', { name: 'One of two servers dies' })).toBeVisible();

      const questions = page.locator('form.question');
      const count = await questions.count();
      for (const field of await questions.locator('input').all()) await expect(field).toBeVisible();
      await expect(answers.getByText(/^The answer to question \d+, and why$/)).toHaveCount(count);
      await expect(page.getByText('Server 2 counts as UP until three')).toHaveCount(2);
      await expect(page.locator('upstream-quiz').getByText('Server 2 counts as UP')).toBeHidden();
      await expect(answers.getByText('Server 2 counts as UP until three')).toBeVisible();
    });
  });
}

test('on a screen the answers at the end are not there', async ({ page }) => {
  await page.goto('/health-checks/');
  await expect(page.getByRole('heading', { name: 'Answers', exact: true })).toBeHidden();
});

test('a figure is printed as the reader left it, light, and without the open dialog', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/health-checks/?fig=lose-one-server&t=4600ms#lose-one-server');
  const figure = page.locator('upstream-flow').first();
  await expect(figure).toHaveClass(/is-ready/);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.setViewportSize({ width, height: 960 });
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(figure.getByText('4.60 s', { exact: true }).last()).toBeVisible();
  await expect(figure.getByText('arrived', { exact: true })).toBeVisible();
});
