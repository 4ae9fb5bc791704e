// A draft kept while somebody types: the form that asks for it says where, and is told what became of it.

const WAIT = 1500;
const timers = new WeakMap<HTMLFormElement, number>();

export function watchAutosave(): void {
  document.addEventListener("input", soon);
  document.addEventListener("submit", cancel);
}

function formOf(event: Event): HTMLFormElement | null {
  const place = event.target;
  return place instanceof Element ? place.closest<HTMLFormElement>("form[data-autosave]") : null;
}

function soon(event: Event): void {
  const form = formOf(event);
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(() => void save(form), WAIT));
}

function cancel(event: Event): void {
  const form = formOf(event);
  if (form) clearTimeout(timers.get(form));
}

async function save(form: HTMLFormElement): Promise<void> {
  try {
    const answer = await fetch(form.dataset.autosave ?? "", { method: "POST", body: new FormData(form) });
    const told = (await answer.json()) as { said?: string; version?: number };
    if (answer.ok) kept(form, told.version);
    tell(told.said ?? "");
  } catch {
    // Offline: what is typed stays on the page, and the next change tries again.
  }
}

function kept(form: HTMLFormElement, version: number | undefined): void {
  const field = form.elements.namedItem("version");
  if (field instanceof HTMLInputElement && version !== undefined) field.value = String(version);
  form.classList.remove("is-changed");
}

function tell(said: string): void {
  const place = document.querySelector("[data-autosaved]");
  if (place) place.textContent = said;
}
