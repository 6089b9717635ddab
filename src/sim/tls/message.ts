/** A request and its answer as HTTP/1.1 writes them (RFC 9112), before TLS: what there is to be read on a wire. */
import { siteName } from './certificate.ts';

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The client's IPv4 address. */
  readonly client: string;
  /** Header fields besides the usual ones. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

/** What the browser sends along so that the site knows who is logged in. */
const cookie = 'session=8f2c61d0e47b';

/** Bytes of a page that comes back. */
const pageBytes = 5120;

/** What a form sends; that for logging in is the one with a password. */
const formOf = (path: string): string =>
  path.startsWith('/login') ? 'user=ana&password=correct+horse' : 'item=7&amount=2';

export interface Wording {
  readonly line: string;
  /** `Host` and others. */
  readonly fields: readonly string[];
  readonly cookie: string;
  /** Bytes of the body. */
  readonly body: number;
  /** A body that is short enough to be read at a glance. */
  readonly form?: string;
}

export function requestWording({ method, path, fields = [] }: Message): Wording {
  const form = method === 'POST' ? formOf(path) : undefined;
  const body = form?.length ?? 0;
  return {
    line: `${method} ${path} HTTP/1.1`,
    fields: [
      `Host: ${siteName}`,
      'Accept: text/html',
      ...(body > 0 ? [`Content-Length: ${body}`] : []),
      ...fields.map(([name, value]) => `${name}: ${value}`),
    ],
    cookie: `Cookie: ${cookie}`,
    body,
    ...(form !== undefined && { form }),
  };
}

export const answerWording: Wording = {
  line: 'HTTP/1.1 200 OK',
  fields: ['Content-Type: text/html', `Content-Length: ${pageBytes}`],
  cookie: `Set-Cookie: ${cookie}; Secure; HttpOnly`,
  body: pageBytes,
};

/** The lines before the body. */
export const headOf = ({ line, fields, cookie: own }: Wording): readonly string[] => [
  line,
  ...fields,
  own,
];

/** In bytes: every line ends in CR LF, and an empty one ends the head. */
export const lengthOf = (wording: Wording): number =>
  headOf(wording).reduce((bytes, text) => bytes + text.length + 2, 2) + wording.body;
