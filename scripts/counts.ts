import { readFileSync } from 'node:fs';

/** How a suite went. Skipped tests are listed by name, with the reason where there is one. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

/** Reads a TAP report of `node --test`. */
export function readTap(file: string): Counts {
  const text = readFileSync(file, 'utf8');
  const total = (what: string) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(text)?.[1]);
  const skipped = [...text.matchAll(/^ *ok \d+ - (.*) # SKIP ?(.*)$/gm)].map(
    ([, name = '', reason = '']) => (reason === '' ? name : `${name} (${reason})`),
  );
  const counts = { passed: total('pass'), failed: total('fail') + total('cancelled'), skipped };
  if (Number.isNaN(counts.passed + counts.failed)) throw new Error(`${file} has no totals.`);
  return counts;
}

interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly projectName: string; readonly status: string }[];
  }[];
}

/** Reads a JSON report of Playwright. */
export function readPlaywright(file: string): Counts {
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly stats: {
      readonly expected: number;
      readonly unexpected: number;
      readonly flaky: number;
    };
    readonly suites: readonly Suite[];
  };
  const { expected, unexpected, flaky } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected,
    skipped: report.suites.flatMap(skippedIn),
  };
}

function skippedIn(suite: Suite): string[] {
  const here = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests.filter(({ status }) => status === 'skipped').map(() => title),
  );
  return [...here, ...(suite.suites ?? []).flatMap(skippedIn)];
}
