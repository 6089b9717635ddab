/** The parts of a line in nginx's access log. */
import { createRandom } from '../random.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const padded = (number: number, digits = 2) => String(number).padStart(digits, '0');

/** `$time_local` of a server whose clock shows UTC: `02/Mar/2026:10:00:00 +0000`. @param epochS Seconds since 1970. */
export function logTime(epochS: number): string {
  const [year, month, day] = dateOf(Math.floor(epochS / 86_400));
  const second = epochS % 86_400;
  const time = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return `${padded(day)}/${months[month - 1] ?? ''}/${year}:${time.map((part) => padded(part)).join(':')} +0000`;
}

/** `$msec`, and `$request_time`: whole milliseconds as seconds. */
export const inSeconds = (ms: number): string => `${Math.floor(ms / 1000)}.${padded(ms % 1000, 3)}`;

/** Year, month and day of a day since 1 January 1970, in the Gregorian calendar (Hinnant, “chrono-compatible low-level date algorithms”). */
function dateOf(days: number): [year: number, month: number, day: number] {
  // Days and years since 1 March of the year 0, so that leap days are last; 400 years have 146,097 days.
  const since = days + 719_468;
  const era = Math.floor(since / 146_097);
  const ofEra = since - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

const titles: Readonly<Record<number, string>> = {
  500: '500 Internal Server Error',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/**
 * `$body_bytes_sent`. For errors, nginx's own page (`ngx_http_special_response.c`). The engine knows no sizes of pages, so
 * each has one of its own between 1 and 8 KiB.
 */
export function bodyBytes(status: number, path: string): number {
  if (status < 400) return 1024 + Math.floor(createRandom(0, 'page', path)() * 7168);
  const title = titles[status] ?? `${status}`;
  return (
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n` +
    '<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n'
  ).length;
}
