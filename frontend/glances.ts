// The portfolio: each company answers for itself. One that fails says so on its line, and the most
// serious come first once all are known.

export function watchGlances(): void {
  const list = document.querySelector<HTMLElement>("[data-glances]");
  if (!list) return;
  const lose = (event: Event): void => {
    const line = (event.target as HTMLElement).closest<HTMLElement>(".glance");
    line?.querySelector("[data-waits]")?.remove();
    line?.querySelector("[data-lost]")?.removeAttribute("hidden");
    order(list);
  };
  list.addEventListener("htmx:response:error", lose);
  list.addEventListener("htmx:error", lose);
  document.addEventListener("htmx:after:swap", () => order(list));
}

function order(list: HTMLElement): void {
  const isWaiting = list.querySelector("[data-waits]") !== null;
  if (isWaiting || !("byRank" in list.dataset) || list.contains(document.activeElement)) return;
  const lines = [...list.querySelectorAll<HTMLElement>(".glance")];
  const sorted = [...lines].sort((one, other) => Number(other.dataset.rank) - Number(one.dataset.rank));
  if (sorted.some((line, at) => line !== lines[at])) list.append(...sorted);
}
