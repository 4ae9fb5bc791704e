// Long parts of a page stand folded on a phone; the one that the address names stays open.

export function watchFolds(): void {
  if (!matchMedia("(width < 800px)").matches) return;
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const part of document.querySelectorAll<HTMLDetailsElement>("details[data-folds]")) {
    part.open = part.contains(named);
  }
  named?.scrollIntoView();
}
