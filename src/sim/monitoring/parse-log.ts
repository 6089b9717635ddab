/** Reads an access log back: nginx's `combined` with `$request_time` and `$msec` behind it. */

export interface ParsedRequest {
  readonly address: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  /** `$request_time`, in whole milliseconds. */
  readonly timeMs: number;
  /** `$msec`: the end of the request, in whole milliseconds since 1970. */
  readonly endMs: number;
}

const pattern =
  /^(\S+) - \S+ \[[^\]]*\] "(\S+) (\S+)[^"]*" (\d{3}) (\d+) "[^"]*" "[^"]*" (\d+)\.(\d{3}) (\d+)\.(\d{3})$/;

/** @throws Error that names the line which is none of such a log. */
export function parseLog(text: string): ParsedRequest[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .map((line, index) => {
      const parts = pattern.exec(line);
      if (!parts) throw new Error(`Line ${index + 1} is not a line of an access log: ${line}`);
      const [, address = '', method = '', path = '', ...numbers] = parts;
      const [status = 0, bytes = 0, timeS = 0, timeMs = 0, endS = 0, endMs = 0] =
        numbers.map(Number);
      return {
        address,
        method,
        path,
        status,
        bytes,
        timeMs: timeS * 1000 + timeMs,
        endMs: endS * 1000 + endMs,
      };
    });
}
