import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const colorRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on the page, or in the element `inside`: everything in light; in dark what depends on colors, in which
 * alone the two differ. It leaves the page dark.
 */
export async function violations(page: Page, inside?: string): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const inLight = await found(axe(page, inside));
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await found(axe(page, inside).withRules(colorRules));
  return [...inLight, ...inDark.map((violation) => `in dark: ${violation}`)];
}

// Frames are pages of their own, and tested as such, so axe need not gather results in another tab; nor describe all that it finds in order.
function axe(page: Page, inside: string | undefined): AxeBuilder {
  const builder = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true);
  return inside === undefined ? builder : builder.include(inside);
}

async function found(builder: AxeBuilder): Promise<readonly string[]> {
  const result = await builder.analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}
