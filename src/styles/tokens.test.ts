import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrast, difference, parseHex, simulate, type Rgb } from '#styles/color.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const declaration = /--([a-z-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g;
const colors = new Map(
  [...css.matchAll(declaration)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light: parseHex(light), dark: parseHex(dark) },
  ]),
);
const tiers = ['client', 'firewall', 'lb', 'web', 'app', 'db', 'mon', 'dns', 'file'];
const grounds = ['paper', 'panel', ...tiers.map((tier) => `tint-${tier}`)];
const themes = ['light', 'dark'] as const;

for (const theme of themes) {
  const color = (name: string): Rgb => {
    const found = colors.get(name);
    assert.ok(found, `tokens.css has no color --${name}`);
    return found[theme];
  };

  test(`text can be read on every ground, ${theme}`, () => {
    for (const text of ['ink', 'soft', 'accent', 'bad', 'ok', 'warn']) {
      for (const ground of grounds) {
        assertContrast(text, ground, 4.5, contrast(color(text), color(ground)));
      }
    }
  });

  test(`paper can be read on ink, accent and bad, ${theme}`, () => {
    for (const ground of ['ink', 'accent', 'bad']) {
      assertContrast('paper', ground, 4.5, contrast(color('paper'), color(ground)));
    }
  });

  test(`outlines and links between components are visible, ${theme}`, () => {
    for (const line of [...tiers, 'edge']) {
      for (const ground of ['paper', 'panel']) {
        assertContrast(line, ground, 3, contrast(color(line), color(ground)));
      }
    }
    for (const tier of tiers) {
      assertContrast(tier, `tint-${tier}`, 3, contrast(color(tier), color(`tint-${tier}`)));
    }
  });

  for (const deficiency of [undefined, 'protanopia', 'deuteranopia', 'tritanopia'] as const) {
    test(`no two tiers look alike with ${deficiency ?? 'full color vision'}, ${theme}`, () => {
      const seen = (tier: string) => (deficiency ? simulate(color(tier), deficiency) : color(tier));
      for (const [index, one] of tiers.entries()) {
        for (const other of tiers.slice(index + 1)) {
          const distance = difference(seen(one), seen(other));
          assert.ok(distance >= 7, `--${one} and --${other} are ${distance.toFixed(1)} apart`);
        }
      }
    });
  }
}

function assertContrast(text: string, ground: string, least: number, ratio: number) {
  assert.ok(ratio >= least, `--${text} on --${ground} is ${ratio.toFixed(2)}:1, not ${least}:1`);
}
