// A sheet for a folder: the figures under each chart unfold while it prints.

let unfolded: HTMLDetailsElement[] = [];

export function watchPrint(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", foldBack);
}

function unfold(): void {
  unfolded = [...document.querySelectorAll<HTMLDetailsElement>("details.chart-table:not([open])")];
  for (const part of unfolded) part.open = true;
}

function foldBack(): void {
  for (const part of unfolded) part.open = false;
  unfolded = [];
}
