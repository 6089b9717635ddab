/** A server's certificate, and when a client takes it. RFC 5280, section 4.1.2.5 (validity); RFC 9525 (names). */
import type { Component } from '../run.ts';

export interface Certificate {
  /** The host names that it is for; `*.` stands for one label. */
  readonly names: readonly string[];
  /** The first moment of the run at which it has expired, in milliseconds; 0 when it had before. */
  readonly expires_ms?: number;
}

/** The name that clients ask for. */
export const siteName = 'www.foobar.com';

const usual: Certificate = { names: [siteName] };

/** What the component shows to those who open a TLS connection to it. */
export const certificateOf = (component: Pick<Component, 'certificate'> | undefined): Certificate =>
  component?.certificate ?? usual;

/** Why somebody who wants to talk to `name` does not take the certificate at `tUs`; `undefined` when they do. */
export function certificateProblem(
  { names, expires_ms }: Certificate,
  name: string,
  tUs: number,
): 'certificate-expired' | 'certificate-name' | undefined {
  if (expires_ms !== undefined && tUs >= expires_ms * 1000) return 'certificate-expired';
  return names.some((pattern) => covers(pattern, name)) ? undefined : 'certificate-name';
}

/** A wildcard is the whole first label, and stands for exactly one (RFC 9525, section 6.3). */
function covers(pattern: string, name: string): boolean {
  const own = pattern.toLowerCase();
  const asked = name.toLowerCase();
  if (!own.startsWith('*.')) return own === asked;
  const dot = asked.indexOf('.');
  return dot > 0 && asked.slice(dot) === own.slice(1);
}
