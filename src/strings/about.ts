// The page “About”, and what it says of data that is counted elsewhere.

export const about = {
  title: 'About',
  description:
    'Who this book is for, what its behavior was checked on, what it keeps on your device, how to use it elsewhere, and where to report a mistake.',

  audience: 'Who it is for',
  audienceText: [
    'For anyone who wants to know what happens between a browser and a database, and what goes wrong there: students, developers who are about to be on call, operators who want to see a setting at work before they change it. You need to know what a server is. Other terms are explained where they first appear.',
    (written: number, planned: number) =>
      written < planned
        ? `The book is being written: ${written} of its ${planned} chapters are there. The contents name the others, and say that they are coming.`
        : `All ${planned} chapters are there.`,
  ],

  truth: 'What it was checked on',
  truthText:
    'Every figure runs a simulator in your browser. Recorded runs of real programs are its tests: it has to choose the same server for every request, answer with the same status, and take a server out when the program does.',
  recordings: (count: number) => `${count} recordings are compared`,
  columns: { program: 'Program', version: 'Version', recordings: 'Recordings' },
  limits:
    'Other versions may behave otherwise; a page that makes a claim names the version. The book’s MySQL is MariaDB, and pages say where the two differ. Each configuration beside a figure is in the program’s own words, and tests let the program itself read it. A simulator leaves things out: pages say in a line what they simplify.',

  privacy: 'What is kept, and where',
  privacyText:
    'No cookies, no analytics, no account. A page loads nothing from anyone but the site that it is on. What you do is kept in this browser’s local storage, on this device, and only once you have done it:',
  keptColumns: { key: 'Name', what: 'What is in it' },
  kept: {
    progress:
      'Which questions you have answered, whether your first attempt was right, and when, so that they can come back.',
    done: 'Which quizzes you have answered as a whole, for the ticks in the contents.',
    missions: 'Which missions of the simulator you have done, and when.',
    theme: 'Light or dark, once you have chosen. As long as you follow your system, nothing.',
    offline: 'Whether the book is to be kept on this device, once you have used the button for it.',
    edition: 'That you do not want a new edition yet; until the tab is closed.',
  },
  keptBook:
    'The book itself is kept, too, after your first visit, so that you can read it without a network: its pages, scripts and the index of the search, at most 3 MB, and pages that did not fit once you have visited them. They lie in caches whose names begin with “upstream.”, and nothing in them is about you but what you visited. “Read without a network”, on the page “Your progress”, removes them and brings them back.',
  privacyMore: [
    'The state of a figure is in its address and nowhere else. Where a browser refuses to store anything, all of it works and is forgotten with the page.',
    'A widget on somebody else’s page keeps the same things in the same way; most browsers keep them apart for each site that shows it. It also tells the page around it what you set and answer. What that page does with it is up to its owner.',
    'The server that the site is on learns which pages you ask for, as any server does. Whether it writes that down is up to whoever runs it.',
  ],
  delete: {
    before: 'To delete your answers, choose “Clear” on the page ',
    after:
      '. To delete everything, use your browser’s settings for this site, often called “Delete site data”.',
  },

  licenses: 'Use it elsewhere',
  content: {
    before: 'Text and figures are under ',
    after:
      ': copy, change and teach with them, also for money, as long as you name the source, link to it and the license, and say what you changed. For example:',
  },
  credit: (chapter: string, address: string) => `“${chapter}”, Upstream, ${address}, CC BY 4.0`,
  code: {
    before: 'The code is under the ',
    license: 'MIT license',
    after: ': keep its notice where you copy it.',
  },

  mistakes: 'Report a mistake',
  mistakesText:
    'Say what you saw, what you expected, and on what page. “Copy link” at a figure gives an address that shows others exactly what you see. A figure that fails offers a mail in which that is already written.',
  place: { before: 'Mistakes are collected at ', after: '.' },
  noPlace:
    'This copy of the book names no place where mistakes are collected: tell whoever gave you its address.',
} as const;

/** What programs call themselves, by their names in the recordings. */
export const programs: Readonly<Record<string, string>> = {
  haproxy: 'HAProxy',
  nginx: 'nginx',
  keepalived: 'keepalived',
  mariadb: 'MariaDB',
  nftables: 'nftables',
  openssl: 'OpenSSL, in HAProxy',
};
