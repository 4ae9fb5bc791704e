// One key for what a page offers as a link or a button: `data-keys="j ArrowRight"`.

export function watchKeys(): void {
  document.addEventListener("keydown", press);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

/** Arrows scroll the part that holds them; a dialog keeps its keys for itself. */
function press(event: KeyboardEvent): void {
  const isChord = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  if (isChord || event.repeat || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  for (const place of document.querySelectorAll<HTMLElement>("[data-keys]")) {
    if (!place.dataset.keys?.split(" ").includes(event.key)) continue;
    event.preventDefault();
    place.click();
    return;
  }
}
