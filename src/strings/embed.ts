// Every word of the page on embedding; what only its script says is apart.

export const page = {
  title: 'Embed a widget',
  description:
    'Every figure, the simulator and every set of questions of this book, on your own page: a generator with a preview, the code, and where to paste it.',
  intro:
    'Every figure of this book, the simulator and every set of questions can stand on your page: a blog, a course, a slide. It works there as it does here, starts in the state that you choose, and asks neither you nor your readers for anything.',
  sections: 'On this page',
  generator: 'The generator',
  noScript:
    'The generator needs JavaScript. The code of every widget as it starts is here without it; what can be added to an address is listed at the end.',
} as const;

export const fields = {
  what: 'What',
  widget: 'Widget',
  widgets: { flow: 'Figure', simulator: 'Simulator', quiz: 'Questions' },
  scenario: 'Figure',
  quiz: 'Questions on',
  elsewhere: 'In no chapter yet',
  home: 'First page',
  state: 'State',
  stateHelp:
    'As it starts, where this is empty. Otherwise arrange the figure in its chapter, press “Copy link” there, and paste the whole link here; or arrange it in the preview.',
  take: 'Take the state of the preview',
  look: 'Look',
  theme: 'Colors',
  themes: { auto: 'As the reader’s system', light: 'Light', dark: 'Dark' },
  background: 'Background',
  backgrounds: { paper: 'Its own', transparent: 'Your page’s' },
  motion: 'Motion',
  motions: { auto: 'As the reader’s system', reduce: 'Reduced: step by step' },
  controls: 'Controls',
  controlChoices: { full: 'All', minimal: 'Only what plays it' },
  size: 'Size and loading',
  height: 'Height',
  heightHelp: 'Empty: as in the preview.',
  width: 'Width',
  widthHelp: 'Empty: as wide as its column.',
  px: 'px',
  loading: 'Loads',
  loadings: {
    lazy: 'When the reader comes near',
    eager: 'At once',
    click: 'When the reader asks',
  },
  language: 'The widgets speak English.',
} as const;

export const output = {
  title: 'Code',
  kinds: {
    iframe: 'A plain frame: works nearly everywhere, has a fixed height',
    element: 'An element with a script: fits its height, shows a link where scripts are off',
  },
  copy: 'Copy code',
  address: 'Its address alone',
  copyAddress: 'Copy address',
  pictures: 'As a picture, for print and slides:',
  drawing: 'drawing (SVG)',
  card: 'card (PNG, 1200 × 630)',
  preview: 'Preview',
  previewWidth: 'As wide as',
  full: 'Full width',
} as const;

/** What the generator's script says, and what is written into the code. */
export const live = {
  copied: 'Copied',
  byHand: 'Selected: copy it with Ctrl+C or ⌘C.',
  leftOut: 'Some of this is no state of this widget, and is left out.',
  linkRead: 'The link’s widget and state are taken over.',
  previewTitle: (title: string) => `Preview: ${title}`,
  frameTitle: (title: string) => `Upstream: ${title}`,
  open: (title: string) => `Open “${title}” in Upstream`,
} as const;

export const ready = {
  title: 'Ready code',
  intro:
    'The code of each widget as it starts, as a frame. It is yours to change: what an address can say is listed below.',
  alone: 'See it alone',
  simulator: 'The simulator',
  quizzes: 'Questions',
} as const;

interface Link {
  readonly text: string;
  readonly href: string;
}

interface Recipe {
  readonly id: string;
  readonly title: string;
  /** Which of the codes. */
  readonly use: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly tried: boolean;
  readonly sources: readonly Link[];
}

export const where = {
  title: 'Where to paste it',
  intro:
    'What each place does to the code, from its own documentation or source. Where we have not tried it ourselves, it says so.',
  use: 'Use',
  sources: 'Sources:',
  tried: 'Tried in our tests.',
  notTried: 'Not tried by us.',
} as const;

export const recipes: readonly Recipe[] = [
  {
    id: 'own-page',
    title: 'A blog or a page of your own',
    use: 'the element; the frame where scripts are not welcome',
    steps: [
      'Paste the code where the widget should be.',
      'The line with the script is needed once a page, however many widgets follow.',
    ],
    notes: [
      'In Markdown the code goes between two empty lines. Hugo leaves raw HTML out until `markup.goldmark.renderer.unsafe` is set.',
      'A page with a Content-Security-Policy must allow this site; see below.',
    ],
    tried: true,
    sources: [
      {
        text: 'Hugo: configure markup',
        href: 'https://gohugo.io/configuration/markup/#rendererunsafe',
      },
    ],
  },
  {
    id: 'moodle',
    title: 'Moodle',
    use: 'the frame',
    steps: [
      'Add a *Page*, or edit any text that teachers write.',
      'In the editor open the source code (`<>`, or *Tools*, *Source code*), paste, and save.',
    ],
    notes: [
      'A Page’s content is shown as its teacher wrote it, frames included (`noclean` in Moodle 4’s `mod/page/view.php`). Texts that Moodle cleans, such as posts of students, may lose the frame.',
      'The height stays as it is: take it from the preview at 700 pixels or so, the width of Moodle’s column.',
    ],
    tried: false,
    sources: [
      {
        text: 'Moodle’s source: mod/page/view.php',
        href: 'https://github.com/moodle/moodle/blob/MOODLE_405_STABLE/mod/page/view.php',
      },
      { text: 'Moodle: text editor', href: 'https://docs.moodle.org/en/Text_editor' },
    ],
  },
  {
    id: 'canvas',
    title: 'Canvas',
    use: 'the frame',
    steps: [
      'Edit a page, and switch the Rich Content Editor to its HTML view (`</>`).',
      'Paste, and save.',
    ],
    notes: [
      'Canvas keeps frames with `src`, `width`, `height`, `title` and `style`. Scripts and elements that it does not know are taken out, so the element does not work there.',
      'A frame that stays empty may be barred by your institution, which can allow frames of chosen sites only.',
    ],
    tried: false,
    sources: [
      {
        text: 'Canvas’s source: canvas_sanitize',
        href: 'https://github.com/instructure/canvas-lms/blob/master/gems/canvas_sanitize/lib/canvas_sanitize/canvas_sanitize.rb',
      },
    ],
  },
  {
    id: 'notion',
    title: 'Notion',
    use: 'the address alone',
    steps: ['Type `/embed`, choose *Embed*, and paste the address.', 'Drag its edges to size it.'],
    notes: ['Notion makes the frame itself: of the code only the address is needed.'],
    tried: false,
    sources: [
      {
        text: 'Notion: embeds, bookmarks and link mentions',
        href: 'https://www.notion.com/help/embed-and-connect-other-apps',
      },
    ],
  },
  {
    id: 'wordpress',
    title: 'WordPress',
    use: 'the address alone, or the frame',
    steps: [
      'As it starts: paste the widget’s address on a line of its own, or into an *Embed* block. WordPress asks the address how to show it (oEmbed).',
      'In a state of your choice, or with other colors: paste the code into a *Custom HTML* block.',
    ],
    notes: [
      'Since WordPress 4.4 discovery works for every author. The frame that comes of it keeps its address, title and size, and gets `sandbox="allow-scripts"`: the widget works, its “Open in Upstream” opens nothing.',
      'Frames and scripts in a *Custom HTML* block stay only if their author has `unfiltered_html`: administrators and editors, on a network of sites the super administrators alone.',
    ],
    tried: false,
    sources: [
      {
        text: 'WordPress: wp_filter_oembed_result',
        href: 'https://developer.wordpress.org/reference/functions/wp_filter_oembed_result/',
      },
      {
        text: 'WordPress: roles and capabilities',
        href: 'https://wordpress.org/documentation/article/roles-and-capabilities/#unfiltered_html',
      },
    ],
  },
  {
    id: 'google-sites',
    title: 'Google Sites',
    use: 'the address alone, or the frame',
    steps: [
      'Choose *Insert*, *Embed*, then *By URL* and paste the address, or *Embed code* and paste the frame.',
      'Drag the box to its size.',
    ],
    notes: ['The height does not follow the widget; what is too high scrolls inside the box.'],
    tried: false,
    sources: [
      {
        text: 'Google Sites: add files, videos, websites and more',
        href: 'https://support.google.com/sites/answer/90569',
      },
    ],
  },
  {
    id: 'slides',
    title: 'Slides',
    use: 'the frame with reveal.js; a picture and a link elsewhere',
    steps: [
      'reveal.js: paste the frame into a `<section>`, and write `data-src` in place of `src`. It loads when its slide is shown. *Only what plays it* leaves most room for the drawing.',
      'PowerPoint and Google Slides have no place for a live page without an add-in: insert the figure’s picture, which the generator links to, and give it a link to the figure’s address, which opens in the state that you chose.',
    ],
    notes: [],
    tried: false,
    sources: [
      { text: 'reveal.js: media', href: 'https://revealjs.com/media/' },
      {
        text: 'Google Slides: insert or delete images and videos',
        href: 'https://support.google.com/docs/answer/97447',
      },
    ],
  },
];

type Row = readonly [name: string, values: string, meaning: string];

interface Table {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly head: Row;
  readonly rows: readonly Row[];
}

export const reference = {
  title: 'Reference',
  intro:
    'Version 1. Words, attributes and messages are only ever added to it, and its addresses do not change: what you paste today goes on working.',
} as const;

export const tables: readonly Table[] = [
  {
    id: 'query',
    title: 'Words of an address',
    intro:
      'After the `?` of `/embed/flow/…/`, `/embed/simulator/` or `/embed/quiz/…/`. What is unknown or malformed is left out, each word by itself.',
    head: ['Word', 'Values', 'Meaning'],
    rows: [
      ['theme', '`auto`, `light`, `dark`', 'Colors; `auto` follows the reader’s system.'],
      [
        'background',
        '`paper`, `transparent`',
        'What lies behind the widget. Browsers show your page through it only where the color scheme of both is the same.',
      ],
      ['motion', '`auto`, `reduce`', 'With `reduce` the reader steps and nothing moves by itself.'],
      ['controls', '`full`, `minimal`', 'With `minimal` only the figure and what plays it.'],
      ['lang', '`en`', 'English, whatever it says.'],
      [
        'component.parameter',
        '`lb.balance=leastconn`, `lb.inter=500ms`',
        'A figure’s setting, as its “Copy link” writes it.',
      ],
      ['at', '`3000ms:web2:refuse`', 'Something that is done to the figure; may be repeated.'],
      ['seed', 'a whole number', 'Other arrivals in a figure, other numbers in a quiz.'],
      ['t', '`4600ms`', 'The moment at which a figure stands.'],
      ['request', 'a whole number', 'The request that is opened, from 1.'],
      ['scenario, mission', 'their names', 'Where the simulator starts.'],
      ['v', '`1`', 'The version of all this.'],
    ],
  },
  {
    id: 'attributes',
    title: 'Attributes of `<upstream-embed>`',
    intro: 'What is between its tags is shown where scripts are off.',
    head: ['Attribute', 'Values', 'Meaning'],
    rows: [
      ['widget', '`flow`, `simulator`, `quiz`', 'What to show.'],
      ['scenario', 'such as `lose-one-server`', 'Which figure.'],
      ['quiz', 'such as `health-checks`', 'Which questions.'],
      ['state', 'a query', 'The widget’s own words of the table above.'],
      ['theme, background, motion, controls, lang', 'as above', 'How it is shown.'],
      ['height', 'pixels', 'Until the widget has said its own.'],
      [
        'loading',
        '`lazy`, `eager`, `click`',
        'With `click` nothing is loaded until the reader asks.',
      ],
      ['title', 'text', 'The frame’s name for screen readers.'],
    ],
  },
  {
    id: 'events',
    title: 'Events of `<upstream-embed>`',
    intro: 'They bubble, and cross shadow roots. The message is their `detail`.',
    head: ['Event', 'Detail', 'When'],
    rows: [
      [
        'upstream-ready',
        '`widget`, `id`, `title`',
        'When the widget is there; again when another state was asked for.',
      ],
      ['upstream-resize', '`height`', 'When its height has changed.'],
      ['upstream-state', '`state`', 'When the reader has changed something.'],
      [
        'upstream-event',
        '`name`, `detail`',
        '`quiz:answered`, `prediction:answered` (with `correct`), `mission:completed`.',
      ],
      ['upstream-error', '`message`', 'When something in it failed.'],
    ],
  },
  {
    id: 'messages',
    title: 'Messages of a plain frame',
    intro:
      'The same by `postMessage`, each with `ns: "upstream"` and `v: 1`. Accept a message only if its `source` is your frame’s `contentWindow`. The frame also sends the common `{"context":"iframe.resize","height":…}` as text.',
    head: ['Type', 'Fields', 'Meaning'],
    rows: [
      ['ready', '`widget`, `id`, `title`', 'From the frame, once.'],
      ['resize', '`height`', 'From the frame: pixels, so that nothing scrolls.'],
      ['state', '`state`', 'From the frame.'],
      ['event', '`name`, `detail`', 'From the frame, as above.'],
      ['error', '`message`', 'From the frame: something in it failed.'],
      ['set', '`theme`, `motion`, `state`', 'To the frame; a new state begins anew.'],
      ['get-state', '', 'To the frame, which answers with `state`.'],
    ],
  },
];

interface Remark {
  readonly id: string;
  readonly title: string;
  readonly text: (origin: string) => readonly string[];
}

export const remarks: readonly Remark[] = [
  {
    id: 'privacy',
    title: 'Privacy',
    text: () => [
      'No cookies, no analytics, nothing loaded from anyone but this site. Answers to questions are kept in the reader’s own browser where it allows that, and nowhere else. Browsers tell it which site the frame is on, and not which page.',
    ],
  },
  {
    id: 'license',
    title: 'License',
    text: () => [
      'Text and figures are under CC BY 4.0: use and change them, also for money, and say where they are from. The line under each widget does; a picture needs “Upstream, CC BY 4.0” and a link to its page.',
    ],
  },
  {
    id: 'sandbox',
    title: 'Sandboxed frames',
    text: () => [
      '`sandbox="allow-scripts"` is enough. Add `allow-popups allow-popups-to-escape-sandbox` so that “Open in Upstream” opens. `allow-same-origin` only lets the widget remember answers.',
    ],
  },
  {
    id: 'csp',
    title: 'Content-Security-Policy',
    text: (origin) => [
      `A page with such a policy needs \`frame-src ${origin}\` for the frame, and for the element also \`script-src ${origin}\`, and \`img-src ${origin}\` for the picture that stands there in print and before a click. Where \`style-src\` bars the frame’s \`style="border:0"\`, remove its border in your style sheet.`,
    ],
  },
];
