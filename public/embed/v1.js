// @ts-check
// <upstream-embed>: an interactive figure, the simulator or a quiz, in a frame that is as high as what it shows.
// Version 1. How to use it: /embed/ on the site that this file is from. Its types: v1.d.ts, beside it.
(() => {
  /** @import { UpstreamFrameMessage, UpstreamHostMessage } from './v1.d.ts' */

  const name = 'upstream-embed';
  if (customElements.get(name)) return;

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || script.src === '') {
    console.error(`${name}: v1.js works only as <script src="…"></script>.`);
    return;
  }
  const site = new URL('..', script.src);

  // Each as high as in a column of 700 to 1,000 pixels.
  /** @type {Readonly<Record<string, { words: string, height: number, needs?: 'scenario' | 'quiz' }>>} */
  const widgets = {
    flow: { words: 'Interactive figure', height: 1650, needs: 'scenario' },
    quiz: { words: 'Quiz', height: 3200, needs: 'quiz' },
    simulator: { words: 'Simulator', height: 4600 },
  };
  /** Attributes that say what is in the frame. */
  const what = ['widget', 'scenario', 'quiz', 'state'];
  /** Attributes that say how it is shown: words of its address as well. */
  const how = ['theme', 'motion', 'lang', 'controls', 'background'];
  /** The frame is told when one of these changes. Others need a new frame, unless they are about the frame itself. */
  const live = ['theme', 'motion', 'state'];
  const outside = ['title', 'height'];
  /** Since the reader saw where the frame is. */
  const patienceMs = 10_000;

  // No policy of the host forbids such a sheet, nor a style set from a script.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block }
    :host([hidden]), iframe, img, button, figcaption, slot { display: none }
    iframe { inline-size: 100%; min-block-size: var(--height); border: 0; frame-sizing: content-height }
    figure { margin: 0; break-inside: avoid }
    figcaption { font: .875rem/1.4 system-ui, sans-serif; overflow-wrap: anywhere }
    figcaption > * { display: block; color: inherit }
    img { max-inline-size: 100% }
    button {
      padding: .75em 1.25em; border: 1px solid; border-radius: 2em; cursor: pointer;
      font: 600 1rem/1.3 system-ui, sans-serif; color: CanvasText; background: Canvas;
    }
    button:hover { color: Canvas; background: CanvasText }
    @media not print {
      .frame iframe, .click :is(img, button), .fallback figcaption { display: block }
      .fallback slot { display: contents }
      .click { color-scheme: light }
      .click figure {
        display: grid; place-content: center; justify-items: center; gap: 1rem; padding: 1rem;
        box-sizing: border-box; min-block-size: min(var(--height), 24rem);
        background: Canvas; border: 1px solid GrayText;
      }
    }
    @media print {
      img, figcaption { display: block }
      slot { display: contents }
    }
  `);

  /** @param {unknown} px @returns {px is number} */
  const isHeight = (px) => typeof px === 'number' && px >= 20 && px <= 20_000;

  class UpstreamEmbed extends HTMLElement {
    static observedAttributes = [...what, ...how, ...outside];

    #box = document.createElement('div');
    #frame = document.createElement('iframe');
    #button = document.createElement('button');
    #title = document.createElement('strong');
    #link = document.createElement('a');
    /** Without a query. @type {URL | undefined} */
    #page;
    #works = false;
    #titleInside = '';
    /** As the page wished it or as the frame said it, whichever was later. */
    #state = '';
    /** @type {string[]} */
    #changed = [];
    /** @type {Set<string>} */
    #untold = new Set();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #patience;
    #sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#sight.disconnect();
      this.#patience = setTimeout(() => {
        this.#fallBack(`${this.#frame.src} does not work here.`);
      }, patienceMs);
    });

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#box);
    }

    connectedCallback() {
      addEventListener('message', this.#hear);
      this.#begin();
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
      this.#end();
    }

    // With it, moveBefore() leaves the frame as it is.
    connectedMoveCallback() {}

    /** @param {string} attribute @param {string | null} before @param {string | null} value */
    attributeChangedCallback(attribute, before, value) {
      if (before === value) return;
      if (what.includes(attribute)) this.#state = this.#text('state');
      // Nothing is in the box of an element that is in no page. Several changes at once are one.
      if (!this.#box.hasChildNodes() || this.#changed.push(attribute) > 1) return;
      queueMicrotask(() => {
        this.#change(this.#changed.splice(0));
      });
    }

    /** @param {string[]} changed */
    #change(changed) {
      if (!this.#box.hasChildNodes()) return;
      if (!this.#page || !changed.every((each) => live.includes(each) || outside.includes(each))) {
        this.#end();
        this.#begin();
        return;
      }
      for (const each of changed) if (live.includes(each)) this.#untold.add(each);
      this.#label();
      this.#tell();
    }

    #begin() {
      const kind = this.#text('widget');
      const isKnown = Object.hasOwn(widgets, kind);
      const needs = isKnown ? widgets[kind]?.needs : undefined;
      const id = needs ? this.#text(needs) : '';
      const figure = document.createElement('figure');
      const caption = document.createElement('figcaption');
      this.#box.append(figure, document.createElement('slot'));
      if (!isKnown || (needs && !/^[a-z0-9-]+$/.test(id))) {
        this.#fallBack(
          `write widget="flow" scenario="…", widget="quiz" quiz="…" or widget="simulator". ${site}embed/ gives the code.`,
        );
        return;
      }
      this.#page = new URL(`embed/${kind}/${id && `${id}/`}`, site);
      if (kind === 'flow') {
        const poster = document.createElement('img');
        // Asked for when it is seen or printed.
        poster.loading = 'lazy';
        poster.alt = '';
        poster.src = new URL(`posters/${id}.svg`, site).href;
        figure.append(poster);
      }
      caption.append(this.#title, this.#link);
      figure.append(this.#button, caption);
      this.#label();

      const loading = this.#text('loading');
      if (loading === 'click') {
        this.#box.className = 'click';
        this.#button.onclick = () => {
          const frame = this.#frame;
          this.#load();
          frame.focus();
          // A page from elsewhere does not inherit the focus of the empty one before it.
          frame.onload = () => {
            if (this.shadowRoot?.activeElement === frame) frame.contentWindow?.focus();
            frame.onload = null;
          };
        };
      } else {
        this.#frame.loading = loading === 'eager' ? 'eager' : 'lazy';
        this.#load();
      }
    }

    #load() {
      this.#untold.clear();
      this.#frame.allow = 'fullscreen; clipboard-write';
      this.#frame.referrerPolicy = 'strict-origin-when-cross-origin';
      this.#frame.src = this.#address(how);
      this.#box.className = 'frame';
      this.#box.append(this.#frame);
      this.#sight.observe(this);
    }

    #end() {
      this.#sight.disconnect();
      clearTimeout(this.#patience);
      this.#box.replaceChildren();
      this.#frame = document.createElement('iframe');
      this.#page = undefined;
      this.#works = false;
      this.#titleInside = '';
    }

    /** @param {string} reason */
    #fallBack(reason) {
      this.#box.className = 'fallback';
      console.error(`${name}: ${reason}`);
    }

    #label() {
      const { words = '', height = 0, needs } = widgets[this.#text('widget')] ?? {};
      const id = needs ? `: ${this.#text(needs).replaceAll('-', ' ')}` : '';
      const title = this.#text('title') || this.#titleInside || words + id;
      this.#frame.title = title;
      this.#title.textContent = title;
      this.#button.textContent = `Start: ${title}`;
      this.#link.textContent = this.#link.href = this.#address([]);
      // Where it differs from the frame's own, the frame would not be transparent.
      const theme = this.#text('theme');
      this.#frame.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : 'light dark';
      if (this.#frame.style.height) return;
      const wished = Number(this.#text('height'));
      this.#box.style.setProperty('--height', `${isHeight(wished) ? wished : height}px`);
    }

    /** @param {MessageEvent<unknown>} event */
    #hear = ({ source, data }) => {
      // Its origin says little: a sandboxed frame has none.
      if (!source || source !== this.#frame.contentWindow) return;
      if (typeof data !== 'object' || data === null) return;
      /** @type {Partial<UpstreamFrameMessage>} */
      const message = data;
      const { ns, v, type, ...detail } = message;
      if (ns !== 'upstream' || v !== 1) return;
      switch (message.type) {
        case 'ready':
          this.#works = true;
          this.#sight.disconnect();
          clearTimeout(this.#patience);
          this.#box.className = 'frame';
          if (typeof message.title === 'string') this.#titleInside = message.title;
          this.#label();
          this.#tell();
          break;
        case 'resize':
          if (!isHeight(message.height)) return;
          this.#frame.style.height = `${Math.ceil(message.height)}px`;
          this.#box.style.setProperty('--height', '0');
          break;
        case 'state':
          if (typeof message.state !== 'string') return;
          this.#state = message.state;
          this.#label();
          break;
        case 'event':
        case 'error':
          break;
        default:
          return;
      }
      this.dispatchEvent(
        new CustomEvent(`${ns}-${type}`, { bubbles: true, composed: true, detail }),
      );
    };

    #tell() {
      if (!this.#works || this.#untold.size === 0) return;
      /** @type {UpstreamHostMessage} */
      const message = { ns: 'upstream', v: 1, type: 'set' };
      for (const each of this.#untold) {
        Object.assign(message, { [each]: this.#text(each) || (each === 'state' ? '' : 'auto') });
      }
      this.#untold.clear();
      this.#frame.contentWindow?.postMessage(message, '*');
    }

    /** The page's address with its state, and these words. @param {string[]} words */
    #address(words) {
      const address = new URL(this.#page ?? site);
      const pairs = words
        .filter((word) => this.#text(word))
        .map((word) => `${word}=${encodeURIComponent(this.#text(word))}`);
      const query = [this.#state.replace(/^\?/, ''), ...pairs].filter(Boolean).join('&');
      if (query) address.search = `v=1&${query}`;
      return address.href;
    }

    /** @param {string} attribute */
    #text(attribute) {
      return this.getAttribute(attribute) ?? '';
    }
  }

  customElements.define(name, UpstreamEmbed);
})();
