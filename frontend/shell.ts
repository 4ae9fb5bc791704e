// Search by "/", menus that close when left, light and dark.

export function watchShell(): void {
  document.addEventListener("keydown", focusSearch);
  document.addEventListener("keydown", closeMenusOnEscape);
  document.addEventListener("click", closeOtherMenus);
  document.addEventListener("click", chooseTheme);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(choice()));
  markTheme();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function focusSearch(event: KeyboardEvent): void {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

function openMenus(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
}

function closeMenusOnEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
}

function closeOtherMenus(event: Event): void {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target as Node)) menu.open = false;
  }
}

function choice(): string {
  return localStorage.getItem("theme") ?? "auto";
}

function chooseTheme(event: Event): void {
  const button = (event.target as Element).closest<HTMLElement>("[data-theme-set]");
  const wanted = button?.dataset.themeSet;
  if (!wanted) return;
  if (wanted === "auto") localStorage.removeItem("theme");
  else localStorage.setItem("theme", wanted);
  applyTheme(wanted);
}

function applyTheme(wanted: string): void {
  const dark = wanted === "dark" || (wanted === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  document.documentElement.dataset.themeChoice = wanted;
  markTheme();
  document.dispatchEvent(new CustomEvent("theme:change"));
}

function markTheme(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice()));
  }
}
