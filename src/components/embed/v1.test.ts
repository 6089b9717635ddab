import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type * as published from '../../../public/embed/v1.d.ts';
import type { WidgetEvents } from '#lib/tell.ts';
import type * as own from './messages.ts';

// What the published types say is compared with ours: where they differ, `npm run check` says so in these lines.
/** The names of all fields, however deep. */
type Names<T> = T extends object ? { [Key in keyof T]-?: Key | Names<T[Key]> }[keyof T] : never;
type Fits<A, B> = [A, Names<A>] extends [B, Names<B>] ? true : false;
type Same<A, B> = Fits<A, B> extends true ? Fits<B, A> : false;
type Each<Checks extends Record<string, true>> = Checks;
type From<Message, Type> = Extract<Message, { readonly type: Type }>;

export type Agreement = Each<{
  widget: Same<published.WidgetName, own.WidgetName>;
  theme: Same<published.Theme, own.Theme>;
  motion: Same<published.Motion, own.Motion>;
  controls: Same<published.Controls, own.Controls>;
  background: Same<published.Background, own.Background>;
  events: Same<published.UpstreamWidgetEvents, WidgetEvents>;
  toFrame: Same<published.UpstreamHostMessage, own.HostMessage>;
  types: Same<published.UpstreamFrameMessage['type'], own.FrameMessage['type']>;
}>;

export type MessageAgreement = Each<{
  // The published one says in addition which detail goes with which name.
  [Bare in Exclude<own.FrameMessage['type'], 'event'>]: Same<
    From<published.UpstreamFrameMessage, Bare>,
    From<own.FrameMessage, Bare>
  >;
}>;

const script = readFileSync('public/embed/v1.js', 'utf8');

test('the script for other sites takes 4 KB at most', () => {
  const { length } = brotliCompressSync(script);
  assert.ok(length <= 4096, `${length} bytes`);
});
