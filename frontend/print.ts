// A sheet for a folder: the figures under each chart unfold while it prints, and trees open.

let unfolded: HTMLDetailsElement[] = [];

export function watchPrint(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  // A sheet that somebody just asked for prints by itself, once everything is there.
  if (document.querySelector("[data-prints]")) addEventListener("load", () => print(), { once: true });
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", foldBack);
}

function unfold(): void {
  const folded = "details.chart-table:not([open]), .tree details:not([open]), .work-section:not([open])";
  unfolded = [...document.querySelectorAll<HTMLDetailsElement>(folded)];
  for (const part of unfolded) part.open = true;
}

function foldBack(): void {
  for (const part of unfolded) part.open = false;
  unfolded = [];
}
