import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { findBrowser } from './browser.ts';
import { findProgram } from './programs.ts';

/** Runs a script that leaves `entry.report` behind, and returns the lines of that function. */
type Engine = (script: string) => Promise<readonly string[] | undefined>;

const call = 'JSON.stringify(entry.report())';

/** One JavaScript engine each; `undefined` where the program is not installed. */
export const engines = {
  node: (script) => Promise.resolve(parse(runInNewContext(`${script}\n${call}`))),
  chromium: runInChromium,
  firefox: runInFirefox,
  jsc: runInJavaScriptCore,
} satisfies Record<string, Engine>;

export type EngineName = keyof typeof engines;

/** Bundles a module that exports `report(): string[]` to one classic script. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'entry',
    platform: 'neutral',
    target: 'es2022',
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} gave no script.`);
  return file.text;
}

async function runInChromium(script: string) {
  const executablePath = findBrowser();
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    return parse(await page.evaluate(call));
  } finally {
    await browser.close();
  }
}

async function runInFirefox(script: string) {
  const executablePath = findProgram('firefox');
  if (executablePath === undefined) return undefined;
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    return parse(await page.evaluate(call));
  } finally {
    await browser.close();
  }
}

function runInJavaScriptCore(script: string) {
  const program = findProgram('jsc');
  if (program === undefined) return Promise.resolve(undefined);
  const folder = mkdtempSync(join(tmpdir(), 'jsc-'));
  try {
    const file = join(folder, 'script.js');
    writeFileSync(file, `${script}\nprint(${call});\n`);
    return Promise.resolve(parse(execFileSync(program, [file], { encoding: 'utf8' })));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parse(json: unknown): readonly string[] {
  return JSON.parse(String(json)) as readonly string[];
}
