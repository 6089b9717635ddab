/** Arithmetic over named numbers, as questions state it: `+ - * / ( )`, min, max, round, ceil and floor. */

export type Values = Readonly<Record<string, number>>;

export interface Expression {
  /** The names that it needs values of. */
  readonly names: readonly string[];
  /** NaN when a value is missing. */
  readonly evaluate: (values: Values) => number;
}

type Evaluate = Expression['evaluate'];

export const functions: Readonly<Record<string, (...numbers: number[]) => number>> = {
  min: (...numbers) => Math.min(...numbers),
  max: (...numbers) => Math.max(...numbers),
  round: (number = NaN) => Math.round(number),
  ceil: (number = NaN) => Math.ceil(number),
  floor: (number = NaN) => Math.floor(number),
};

/** @throws Error that says, for the author, what was expected and where. */
export function parseExpression(source: string): Expression {
  const tokens = source.match(/\d+(?:\.\d+)?|[a-z]\w*|[^\s]/g) ?? [];
  const names = new Set<string>();
  let at = 0;
  const evaluate = sum();
  if (at < tokens.length) throw unexpected('an operator');
  return { names: [...names], evaluate };

  function sum(): Evaluate {
    let left = product();
    for (;;) {
      const first = left;
      if (take('+')) {
        const second = product();
        left = (values) => first(values) + second(values);
      } else if (take('-')) {
        const second = product();
        left = (values) => first(values) - second(values);
      } else return left;
    }
  }

  function product(): Evaluate {
    let left = factor();
    for (;;) {
      const first = left;
      if (take('*')) {
        const second = factor();
        left = (values) => first(values) * second(values);
      } else if (take('/')) {
        const second = factor();
        left = (values) => first(values) / second(values);
      } else return left;
    }
  }

  function factor(): Evaluate {
    const token = tokens[at] ?? '';
    if (take('-')) {
      const negated = factor();
      return (values) => -negated(values);
    }
    if (take('(')) {
      const inner = sum();
      demand(')');
      return inner;
    }
    if (/^\d/.test(token)) {
      at += 1;
      return () => Number(token);
    }
    if (/^[a-z]/.test(token)) {
      at += 1;
      const known = Object.hasOwn(functions, token) ? functions[token] : undefined;
      if (known) return call(known);
      names.add(token);
      return (values) => (Object.hasOwn(values, token) ? (values[token] ?? NaN) : NaN);
    }
    throw unexpected('a number, a name or “(”');
  }

  function call(known: (...numbers: number[]) => number): Evaluate {
    demand('(');
    const inputs = [sum()];
    while (take(',')) inputs.push(sum());
    demand(')');
    return (values) => known(...inputs.map((input) => input(values)));
  }

  function take(token: string): boolean {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  }

  function demand(token: string) {
    if (!take(token)) throw unexpected(`“${token}”`);
  }

  function unexpected(wanted: string): Error {
    const found = tokens[at] === undefined ? 'the end' : `“${tokens[at] ?? ''}”`;
    return new Error(`“${source}” has ${found} where ${wanted} should be`);
  }
}

/** The text with each `{expression}` replaced by its value, to three decimals at most. */
export function fillIn(template: string, values: Values): string {
  return template.replaceAll(/\{([^{}]*)\}/g, (_, source: string) =>
    shown(parseExpression(source).evaluate(values)),
  );
}

/** The expressions that a text asks for. */
export function expressionsIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, source = '']) => source);
}

/** A number as a reader sees it: to three decimals at most. */
export function shown(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
