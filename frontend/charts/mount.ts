// Finds the charts of a page; ECharts is fetched only when there is one.

export function mountCharts(root: ParentNode): void {
  const places = [...root.querySelectorAll<HTMLElement>("[data-chart]:not([data-drawn])")];
  if (places.length === 0) return;
  for (const place of places) place.dataset.drawn = "";
  void import("./trend").then(({ drawTrend }) => {
    for (const place of places) {
      const data = document.getElementById(place.dataset.chart ?? "");
      if (data?.textContent) drawTrend(place, JSON.parse(data.textContent));
    }
  });
}
