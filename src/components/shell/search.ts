/** Loads the search's interface and index when the reader opens it. */
export function enableSearch() {
  const button = document.querySelector('button.search');
  if (!button) return;
  const open = async () => {
    const { openSearch } = await import('./search-dialog.ts');
    openSearch();
  };
  button.addEventListener('click', () => void open());
  addEventListener('keydown', (event) => {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    void open();
  });
}
