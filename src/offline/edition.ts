import { edition as words } from '#strings/offline.ts';
import styles from './edition.css?inline';

const dismissed = 'upstream.edition';

/** Offers the edition that is being installed, or waits, as soon as it can take over. */
export function follow(registration: ServiceWorkerRegistration): void {
  if (registration.waiting) {
    offer(registration);
    return;
  }
  const next = registration.installing;
  next?.addEventListener('statechange', () => {
    if (next.state === 'installed') offer(registration);
  });
}

/** A bar at the foot of the window; nothing happens until the reader chooses. */
function offer(registration: ServiceWorkerRegistration) {
  if (document.querySelector('.edition') || wasDismissed()) return;
  const sheet = document.createElement('style');
  sheet.textContent = styles;
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  const buttons = document.createElement('div');
  buttons.append(
    button(words.reload, () => {
      open(registration);
    }),
    button(words.later, () => {
      dismiss();
      bar.remove();
      sheet.remove();
    }),
  );
  const bar = document.createElement('aside');
  bar.className = 'edition';
  bar.append(status, buttons);
  bar.setAttribute('aria-label', words.ready);
  document.head.append(sheet);
  document.body.append(bar);
  // A status is read out when it changes, not when it appears.
  requestAnimationFrame(() => {
    status.textContent = words.ready;
  });
}

function button(text: string, onclick: () => void): HTMLButtonElement {
  return Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: text,
    onclick,
  });
}

function open({ waiting }: ServiceWorkerRegistration) {
  const reload = () => {
    location.reload();
  };
  // Another window has let it take over already.
  if (!waiting) {
    reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  waiting.postMessage('take-over');
}

function wasDismissed(): boolean {
  try {
    return sessionStorage.getItem(dismissed) !== null;
  } catch {
    return false;
  }
}

/** Until the tab is closed. */
function dismiss() {
  try {
    sessionStorage.setItem(dismissed, JSON.stringify({ version: 1, dismissed: true }));
  } catch {
    // Storage may be blocked; the bar then comes back on the next page.
  }
}
