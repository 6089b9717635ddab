import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { HtmlValidate } from 'html-validate';
import { pagesOf } from './site.ts';

// What the HTML standard demands; taste is not asked for.
const validator = new HtmlValidate({ extends: ['html-validate:standard'] });

for (const path of pagesOf('dist')) {
  test(`${path} is valid HTML`, async () => {
    const file = join('dist', path.endsWith('/') ? `${path}index.html` : path);
    const { results } = await validator.validateString(readFileSync(file, 'utf8'), file);
    const problems = results.flatMap(({ messages }) => messages);
    expect(
      problems.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
    ).toEqual([]);
  });
}
