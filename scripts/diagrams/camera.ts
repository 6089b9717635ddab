/** Takes pictures of cards with a browser. */
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { cardSize } from '#lib/pictures.ts';

/** As many colors of a palette as a drawing needs, and a file that travels fast. */
const encoding = { palette: true, quality: 70, dither: 0, effort: 10, compressionLevel: 9 };

/** Opens the Chromium at `executablePath`. Close it when done. */
export async function openCamera(executablePath: string) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: cardSize, colorScheme: 'light' });
  return {
    /** The card as a PNG file. @throws Error when something does not fit on it. */
    take: async (source: string): Promise<Buffer> => {
      await page.setContent(source, { waitUntil: 'load' });
      const overflowing = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('body *')]
          .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 6)
          .map(({ tagName }) => tagName.toLowerCase()),
      );
      if (overflowing.length > 0) throw new Error(`The ${overflowing.join(', ')} does not fit.`);
      return sharp(await page.screenshot()).png(encoding).toBuffer();
    },
    close: () => browser.close(),
  };
}
