// A trend: the expected band, what was seen, the target, and what happened meanwhile.
import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

import type { TrendDescription } from "./description";
import { eventFloors, labelStyle, lines } from "./lines";
import { niceStep, tickText } from "./numbers";
import { type Palette, readPalette } from "./palette";

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const NARROW = 440;
const LABEL_ROOM = 96;
const AXIS_ROOM = 50;
const FOOT_ROOM = 30;

export function drawTrend(place: HTMLElement, trend: TrendDescription): void {
  const chart = init(place, null, { renderer: "svg" });
  const life = new AbortController();
  const draw = (): void => chart.setOption(options(trend, readPalette(), place), true);
  draw();
  const watch = new ResizeObserver(() => {
    if (place.isConnected) {
      chart.resize();
      draw();
      return;
    }
    watch.disconnect();
    life.abort();
    chart.dispose();
  });
  watch.observe(place);
  document.addEventListener("theme:change", draw, { signal: life.signal });
  matchMedia("print").addEventListener("change", draw, { signal: life.signal });
}

function options(trend: TrendDescription, palette: Palette, place: HTMLElement) {
  const narrow = place.clientWidth < NARROW;
  const right = rightRoom(trend, narrow);
  const step = (place.clientWidth - right - AXIS_ROOM) / Math.max(trend.labels.length - 1, 1);
  const floors = eventFloors(trend, { narrow, step, pixels: 1 });
  const top = trend.events.length ? 24 + Math.max(...floors) * 16 : 18;
  const scale = values(trend, palette);
  const plot = { narrow, step, pixels: (place.clientHeight - top - FOOT_ROOM) / (scale.max - scale.min) };
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, fontSize: 12, color: palette.secondary },
    grid: {
      left: 4,
      right,
      top,
      bottom: 4,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: tooltip(trend, palette),
    xAxis: periods(trend, palette, place.clientWidth - right - AXIS_ROOM),
    yAxis: scale,
    series: lines(trend, palette, plot),
  };
}

/** Direct labels stand right of the last point: they need the room their words take. */
function rightRoom(trend: TrendDescription, narrow: boolean): number {
  const style = labelStyle(trend, { narrow });
  const values = trend.series.map((one) => one.points.filter((point) => point.value !== null).at(-1)?.text ?? "");
  const names = style === "value" ? [] : trend.series.map((one) => one.name);
  const target = narrow ? "" : (trend.target?.label ?? "");
  const alone = Math.max(...[...values, ...names, target].map((word) => word.length));
  const longest = style === "one line" ? alone + 7 : alone;
  return Math.min(22 + longest * 6.6, 220);
}

function periods(trend: TrendDescription, palette: Palette, width: number) {
  const total = trend.labels.length;
  const every = Math.max(1, Math.ceil((total * LABEL_ROOM) / width));
  return {
    type: "category",
    data: trend.labels,
    boundaryGap: false,
    axisTick: { show: false },
    axisLine: { onZero: true, lineStyle: { color: palette.secondary } },
    axisLabel: {
      color: palette.secondary,
      margin: 10,
      // Counted from the end: the last period is the one people look for.
      interval: (rank: number) => (total - 1 - rank) % every === 0,
      alignMinLabel: "left",
      alignMaxLabel: "right",
    },
  };
}

/** The axis holds zero, every value, every band and the target, unless the server says where it
 * starts (and the page with it). */
function values(trend: TrendDescription, palette: Palette) {
  return {
    type: "value",
    ...(trend.axis ? { min: trend.axis.low, max: trend.axis.high, interval: trend.axis.step } : fromZero(trend)),
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.secondary, formatter: (value: number) => tickText(value, trend.unit) },
  };
}

function fromZero(trend: TrendDescription) {
  const points = trend.series.flatMap((one) => one.points);
  const seen = points.flatMap((point) => [point.value ?? 0, point.low ?? 0, point.high ?? 0, point.target ?? 0]);
  const aim = trend.target?.value ?? 0;
  const bottom = Math.min(0, aim, ...seen);
  const top = Math.max(0, aim, ...seen);
  const isShare = trend.unit === "percent" && bottom === 0 && top > 0.5 && top <= 1;
  const step = isShare ? 0.25 : niceStep(top - bottom || 1, trend.unit);
  return {
    min: Math.floor(bottom / step + 1e-9) * step,
    max: isShare ? 1 : bottom === 0 && top === 0 ? 1 : Math.ceil(top / step - 1e-9) * step,
    interval: step,
  };
}

interface TooltipEntry {
  dataIndex: number;
}

function tooltip(trend: TrendDescription, palette: Palette) {
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    backgroundColor: palette.surface,
    borderColor: palette.line,
    borderWidth: 1,
    textStyle: { color: palette.ink, fontSize: 13, lineHeight: 20 },
    axisPointer: { lineStyle: { color: palette.secondary } },
    formatter: (entries: TooltipEntry[]) => tooltipText(trend, entries[0]?.dataIndex ?? 0),
  };
}

function tooltipText(trend: TrendDescription, at: number): string {
  const label = trend.labels[at] ?? "";
  const seen = trend.series.map((one) => `${one.name}\u00a0: ${one.points[at]?.text ?? ""}`);
  const expected = trend.series[0]?.points[at]?.band;
  const closed = trend.series[0]?.points[at]?.closed;
  const happened = trend.events.filter((event) => event.at === label).map((event) => event.text);
  return [label, ...seen, ...(expected ? [`${trend.bandLabel}\u00a0: ${expected}`] : []), ...(closed ? [closed] : []), ...happened].join("\n");
}
