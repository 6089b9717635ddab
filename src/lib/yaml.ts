/** The one way in which the site, the tests and the command line read YAML files. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { z } from 'astro/zod';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { messages } from '#schemas/messages.ts';

/** One thing that is wrong in a file. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Where in the data, as `run.components[2].settings.fal`; empty for the file as a whole. */
  readonly key: string;
  /** What is wrong, and what is allowed. */
  readonly message: string;
}

/** Everything that is wrong in one file, sorted by line. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(sentence).join('\n'));
    this.problems = problems;
  }
}

/** @param path Shown as seen from the working directory. @throws YamlError */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  return parseYaml(readFileSync(path, 'utf8'), relative('', path), schema);
}

/** @param file Named in the errors. @throws YamlError */
export function parseYaml<T>(source: string, file: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(source, { merge: true, lineCounter: lines, prettyErrors: false });
  const problem = (line: number, path: readonly PropertyKey[], message: string): Problem => ({
    file,
    line,
    key: keyOf(path),
    message,
  });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    throw failure(
      broken.map(({ pos, message }) => problem(lines.linePos(pos[0]).line, [], message)),
    );
  }
  const value: unknown = document.toJS();
  if (value === null) throw failure([problem(1, [], 'the file is empty')]);
  const result = schema.safeParse(value, { error: messages });
  if (result.success) return result.data;
  throw failure(
    result.error.issues
      .flatMap((issue) => details(issue))
      .map(({ path, message }) =>
        problem(lines.linePos(offsetOf(document, path)).line, path, message),
      ),
  );
}

function failure(problems: readonly Problem[]): YamlError {
  return new YamlError(problems.toSorted((a, b) => a.line - b.line));
}

function sentence({ file, line, key, message }: Problem): string {
  return `${file}:${line}: ${key ? `${key}: ` : ''}${message}`;
}

interface Detail {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Where just one alternative of a union has the right type, what is wrong inside it says more than the union can. */
function details(issue: z.core.$ZodIssue): Detail[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.filter(
    (errors) => !errors.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const [only] = meant;
  if (!only || meant.length > 1) return [issue];
  return only
    .flatMap(details)
    .map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}

/** The place of the key, or of the list's item, as near as the file comes to `path`. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    let marker: unknown;
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
      );
      marker = pair?.key;
      node = pair?.value;
    } else if (isSeq(node)) {
      marker = node.items[Number(step)];
      node = marker;
    }
    const start = startOf(marker);
    if (start === undefined) break;
    offset = start;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  const range = (node as { range?: readonly number[] } | null | undefined)?.range;
  return range?.[0];
}

function keyOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
