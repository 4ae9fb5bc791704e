// The list under the search box: arrows move, Enter opens, Escape closes. Without script the form
// leads to the page of results.

export function watchSearch(): void {
  const box = document.querySelector<HTMLElement>("[data-search-box]");
  const field = box?.querySelector<HTMLInputElement>("[data-search]");
  const list = box?.querySelector<HTMLElement>("[data-suggestions]");
  if (!box || !field || !list) return;
  const close = (): void => list.replaceChildren();
  box.addEventListener("keydown", (event) => move(event, field, list, close));
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget as Node | null)) close();
  });
  field.addEventListener("input", () => {
    if (field.value.trim() === "") close();
  });
}

function move(event: KeyboardEvent, field: HTMLInputElement, list: HTMLElement, close: () => void): void {
  const links = [...list.querySelectorAll<HTMLAnchorElement>("a")];
  if (event.key === "Escape") {
    close();
    field.focus();
    return;
  }
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || links.length === 0) return;
  event.preventDefault();
  const stops: HTMLElement[] = [field, ...links];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const step = event.key === "ArrowDown" ? 1 : -1;
  stops[(at + step + stops.length) % stops.length]?.focus();
}
