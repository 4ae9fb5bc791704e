// Dropped files, filters that apply at once, unsaved changes, errors brought into view.

export function watchForms(): void {
  showWhatMatters();
  document.addEventListener("htmx:after:swap", showWhatMatters);
  document.addEventListener("dragover", markDrop);
  document.addEventListener("dragleave", unmarkDrop);
  document.addEventListener("drop", takeFiles);
  document.addEventListener("change", listFiles);
  document.addEventListener("change", applyFilters);
  document.addEventListener("formdata", leaveOutEmpty);
  document.addEventListener("input", rememberChange);
  document.addEventListener("submit", forgetChange);
  addEventListener("beforeunload", warnUnsaved);
}

/** The errors of a form, or the answer to what was asked, wherever the page was scrolled; once. */
function showWhatMatters(): void {
  const place = document.querySelector<HTMLElement>("[data-focus]");
  place?.removeAttribute("data-focus");
  place?.focus();
}

function zoneOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-drop]") : null;
}

function markDrop(event: DragEvent): void {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.add("is-over");
}

function unmarkDrop(event: DragEvent): void {
  const zone = zoneOf(event);
  if (zone && !zone.contains(event.relatedTarget as Node | null)) zone.classList.remove("is-over");
}

function takeFiles(event: DragEvent): void {
  const zone = zoneOf(event);
  const input = zone?.querySelector<HTMLInputElement>("input[type=file]");
  if (!zone || !input || !event.dataTransfer) return;
  event.preventDefault();
  zone.classList.remove("is-over");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function listFiles(event: Event): void {
  const input = event.target as HTMLInputElement;
  const place = zoneOf(event)?.querySelector("[data-drop-files]");
  if (!place || !input.files) return;
  place.textContent = [...input.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
}

function size(bytes: number): string {
  const [unit, divisor] = bytes >= 1e6 ? ["megabyte", 1e6] as const : ["kilobyte", 1e3] as const;
  const style = { style: "unit", unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(document.documentElement.lang, style).format(bytes / divisor);
}

function applyFilters(event: Event): void {
  const control = event.target as HTMLElement;
  const form = control.closest<HTMLFormElement>("form[data-auto-submit]");
  if (form && control.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) {
    form.requestSubmit();
  }
}

/** Filters left open do not stand in the address. */
function leaveOutEmpty(event: FormDataEvent): void {
  if (!(event.target as HTMLFormElement).matches("[data-auto-submit]")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
}

function guarded(event: Event): HTMLFormElement | null {
  return (event.target as Element).closest<HTMLFormElement>("form[data-guard]");
}

function rememberChange(event: Event): void {
  guarded(event)?.classList.add("is-changed");
}

function forgetChange(event: Event): void {
  guarded(event)?.classList.remove("is-changed");
}

function warnUnsaved(event: BeforeUnloadEvent): void {
  if (document.querySelector("form.is-changed")) event.preventDefault();
}
