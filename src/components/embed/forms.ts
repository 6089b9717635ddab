/**
 * Lets forms be answered in a sandbox that does not allow them: browsers stop them there before their `submit`. Ours send
 * nothing; their scripts read them.
 */
export function submitByScript(): void {
  addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('button[type="submit"]');
    if (!(button instanceof HTMLButtonElement) || !button.form || event.defaultPrevented) return;
    event.preventDefault();
    if (!button.form.noValidate && !button.form.reportValidity()) return;
    button.form.dispatchEvent(
      new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter: button }),
    );
  });
}
