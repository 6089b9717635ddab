type Theme = 'light' | 'dark';

/** Lets the reader switch the theme; choosing the system's own theme follows the system again. */
export function enableTheme() {
  const button = document.querySelector('button.theme');
  if (!button) return;
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const systems = (): Theme => (system.matches ? 'dark' : 'light');
  const shown = () => root.dataset['scheme'] ?? systems();
  const tell = () => {
    button.setAttribute('aria-pressed', String(shown() === 'dark'));
  };
  button.addEventListener('click', () => {
    const theme = shown() === 'dark' ? 'light' : 'dark';
    if (theme === systems()) delete root.dataset['scheme'];
    else root.dataset['scheme'] = theme;
    remember(theme === systems() ? undefined : theme);
    tell();
  });
  system.addEventListener('change', tell);
  tell();
}

function remember(theme: Theme | undefined) {
  try {
    if (theme) localStorage.setItem('upstream.theme', JSON.stringify({ version: 1, theme }));
    else localStorage.removeItem('upstream.theme');
  } catch {
    // Storage may be blocked; the choice then lasts as long as the page.
  }
}
