import { expect, type Locator, type Page } from '@playwright/test';

/** How a reader answers: options by their places, a text that may depend on the prompt, or an order of items. */
export type Given =
  | { readonly choose: readonly number[] }
  | { readonly type: string | ((prompt: string) => string) }
  | { readonly sort: readonly string[] };

/** Opens the quiz's own page, and waits until its questions can be answered. */
export async function open(page: Page, quiz: string): Promise<void> {
  await page.goto(`/quiz/${quiz}/`);
  await page.locator('form.question').first().hover();
  await expect(page.locator('upstream-quiz')).toHaveClass(/is-ready/);
}

export function question(page: Page, id: string): Locator {
  return page.locator(`#q-${id}`);
}

/** Answers with nothing but keys, from the first control of the question on. */
export async function answerByKeyboard(page: Page, form: Locator, given: Given): Promise<void> {
  if ('choose' in given) {
    const boxes = form.getByRole('checkbox');
    const isSeveral = (await boxes.count()) > 0;
    const options = isSeveral ? boxes : form.getByRole('radio');
    if (isSeveral) {
      for (const index of given.choose) {
        await options.nth(index).focus();
        await page.keyboard.press('Space');
      }
    } else {
      await options.first().focus();
      await page.keyboard.press('Space');
      for (let step = 0; step < (given.choose[0] ?? 0); step++) {
        await page.keyboard.press('ArrowDown');
      }
    }
  } else if ('type' in given) {
    const prompt = await form.locator('.prompt').innerText();
    await form.getByRole('textbox').focus();
    await page.keyboard.type(typeof given.type === 'string' ? given.type : given.type(prompt));
    await page.keyboard.press('Enter');
    return;
  } else {
    for (const [place, item] of given.sort.entries()) {
      const items = await form.getByRole('listitem').allInnerTexts();
      const at = items.findIndex((text) => text.includes(item));
      await form.getByRole('button', { name: `Up: ${item}` }).focus();
      for (let step = at; step > place; step--) await page.keyboard.press('Enter');
    }
  }
  await form.getByRole('button', { name: 'Answer', exact: true }).focus();
  await page.keyboard.press('Enter');
}
