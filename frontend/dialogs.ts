// Confirmations: a link to the dialog's address works alone; with script it opens as a modal.

export function watchDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) return act(event, opener.dataset.opens, (dialog) => dialog.showModal());
    const closer = target.closest<HTMLElement>("[data-closes]");
    if (closer) act(event, closer.dataset.closes, (dialog) => dialog.close());
  });
}

function act(event: Event, id: string | undefined, what: (dialog: HTMLDialogElement) => void): void {
  const dialog = id ? document.getElementById(id) : null;
  if (!(dialog instanceof HTMLDialogElement)) return;
  event.preventDefault();
  what(dialog);
}
