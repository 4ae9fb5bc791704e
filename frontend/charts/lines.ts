// The marks of a trend: band, lines with their direct labels, target and events.
import type { PointDescription, SeriesDescription, TrendDescription } from "./description";
import type { Palette } from "./palette";

const SYMBOLS: Record<string, string> = { watch: "triangle", missed: "rect", met: "circle" };

/** Height of a direct label, in pixels: two ends closer than this are pushed apart. */
const LABEL_HEIGHT = 36;
/** Past so many points, dots on a line would make a string of beads. */
const BEADS = 36;

export interface Plot {
  narrow: boolean;
  /** Pixels per unit of value, and from one period to the next. */
  pixels: number;
  step: number;
}

export function lines(trend: TrendDescription, palette: Palette, plot: Plot) {
  const shifts = endShifts(trend, plot);
  const style = labelStyle(trend, plot);
  const drawn = trend.series.map((one, rank) => ({
    ...line(one, rank, palette, style, shifts[rank] ?? 0),
    ...(rank === 0 ? { markLine: marks(trend, palette, plot) } : {}),
  }));
  return [...band(trend, palette, plot.narrow), ...targetSteps(trend, palette), ...drawn, ...(plot.narrow ? [] : targetName(trend, palette, shifts.at(-1) ?? 0))];
}

/** What stands beside the end of a line: nothing but its value where the title or the list above
 * the chart already names it; on two lines where there are two. */
export type LabelStyle = "value" | "one line" | "two lines";

export function labelStyle(trend: TrendDescription, { narrow }: { narrow: boolean }): LabelStyle {
  if (narrow || trend.series.length === 1) return "value";
  return trend.series.length > 2 ? "one line" : "two lines";
}

/** How far each direct label moves (up is negative) so that none covers another; the target's is
 * the last one. */
function endShifts(trend: TrendDescription, plot: Plot): number[] {
  const gap = labelStyle(trend, plot) === "two lines" ? LABEL_HEIGHT : LABEL_HEIGHT / 2;
  const target = trend.target && !plot.narrow ? [trend.target.value] : [];
  const values = [...trend.series.map(lastValue), ...target];
  const ends = values.map((value, rank) => ({ rank, y: -(value ?? 0) * plot.pixels }));
  ends.sort((one, other) => one.y - other.y);
  const places = spread(ends.map((end) => end.y), gap);
  const shifts: number[] = [];
  ends.forEach((end, at) => (shifts[end.rank] = (places[at] ?? 0) - end.y));
  return shifts;
}

/** Sorted places moved apart, as little as possible, until each stands `gap` after the one before. */
function spread(sorted: number[], gap: number): number[] {
  const blocks: Block[] = [];
  for (const place of sorted) {
    blocks.push({ sum: place, places: [place] });
    while (blocks.length > 1 && overlap(blocks.at(-2), blocks.at(-1), gap)) {
      const last = blocks.pop();
      const before = blocks.pop();
      if (!last || !before) break;
      blocks.push({ sum: before.sum + last.sum, places: [...before.places, ...last.places] });
    }
  }
  return blocks.flatMap((block) => block.places.map((_, at) => start(block, gap) + at * gap));
}

interface Block {
  sum: number;
  places: number[];
}

/** A block of labels is centred on the mean of the places they wanted. */
function start(block: Block, gap: number): number {
  return block.sum / block.places.length - ((block.places.length - 1) * gap) / 2;
}

function overlap(before: Block | undefined, after: Block | undefined, gap: number): boolean {
  if (!before || !after) return false;
  return start(after, gap) - start(before, gap) < before.places.length * gap;
}

function lastValue(one: SeriesDescription): number | null {
  return one.points.filter((point) => point.value !== null).at(-1)?.value ?? null;
}

/** Two stacked lines: an invisible floor, and the width of what was expected above it. */
function band(trend: TrendDescription, palette: Palette, narrow: boolean) {
  const points = trend.series[0]?.points ?? [];
  const known = points.map(bandWidth);
  if (known.every((width) => width === null)) return [];
  const shared = {
    type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { width: 0 }, z: 1,
    emphasis: { disabled: true },
  };
  const first = known.findIndex((width) => width !== null);
  const low = isTargetHigh(trend, points[first]);
  const name = (value: number | null, at: number, isHere: boolean) =>
    at === first && isHere && !narrow ? named(value, trend.bandLabel, palette, low) : value;
  return [
    { ...shared, z: 2, data: points.map((point, at) => name(point.low, at, low)) },
    {
      ...shared,
      areaStyle: { color: palette.band, opacity: 1 },
      data: known.map((width, at) => name(width, at, !low)),
    },
  ];
}

/** The band is named along the edge that the target leaves free. */
function isTargetHigh(trend: TrendDescription, point: PointDescription | undefined): boolean {
  if (!trend.target || !point || point.low === null || point.high === null) return false;
  return trend.target.value > (point.low + point.high) / 2;
}

function named(value: number | null, words: string, palette: Palette, isAbove: boolean) {
  const label = {
    show: true, position: [4, isAbove ? -13 : 2], formatter: words, color: palette.secondary, fontSize: 12,
  };
  return { value, symbol: "circle", symbolSize: 0.1, label };
}

function bandWidth(point: PointDescription): number | null {
  return point.low === null || point.high === null ? null : point.high - point.low;
}

function line(one: SeriesDescription, rank: number, palette: Palette, style: LabelStyle, shift: number) {
  const color = rank === 0 ? palette.accent : palette.others[(rank - 1) % palette.others.length] ?? "";
  const end = one.points.reduce((found, point, at) => (point.value === null ? found : at), -1);
  const dot = one.points.length > BEADS ? 0 : 4;
  const label = (point: PointDescription) => endLabel(one, point, color, palette, style, shift);
  return {
    type: "line",
    name: one.name,
    z: rank === 0 ? 4 : 3,
    lineStyle: { color, width: rank === 0 ? 2.25 : 1.5 },
    itemStyle: { color },
    emphasis: { disabled: true },
    connectNulls: false,
    showAllSymbol: true,
    data: one.points.map((point, at) => spot(point, color, palette, dot, at === end ? label(point) : null)),
  };
}

/** Points in trouble are marked by their shape; the others stay out of the way. */
function spot(
  point: PointDescription, color: string, palette: Palette, dot: number, label: object | null,
) {
  const state = point.state ?? "";
  const isMarked = state === "watch" || state === "missed";
  return {
    value: point.value,
    symbol: SYMBOLS[state] ?? "circle",
    symbolSize: isMarked ? 9 : label ? 7 : dot,
    itemStyle: isMarked
      ? { color: palette.states[state], borderColor: palette.surface, borderWidth: 1 }
      : { color },
    ...(label ? { label } : {}),
  };
}

function endLabel(
  one: SeriesDescription, point: PointDescription, color: string, palette: Palette, style: LabelStyle,
  shift: number,
) {
  const between = style === "two lines" ? "\n" : " ";
  return {
    show: true,
    offset: [0, shift],
    position: "right",
    align: "left",
    distance: 9,
    formatter: style === "value" ? `{value|${point.text}}` : `{name|${one.name}}${between}{value|${point.text}}`,
    rich: {
      name: { color, fontSize: 12, lineHeight: 16 },
      value: { color: style === "value" ? color : palette.ink, fontSize: 13, fontWeight: 600, lineHeight: 17 },
    },
  };
}

function marks(trend: TrendDescription, palette: Palette, plot: Plot) {
  const narrow = plot.narrow;
  const floors = eventFloors(trend, plot);
  const events = trend.events.map((event, rank) => ({
    xAxis: event.at,
    lineStyle: { color: palette.secondary, type: "solid", width: 1 },
    label: {
      formatter: narrow ? String(rank + 1) : event.text,
      position: "end", color: palette.ink, fontSize: 12, distance: 4 + (floors[rank] ?? 0) * 16,
    },
  }));
  // ECharts rounds marks to two decimals unless told: a target of 1,5 % would be drawn at 1 %.
  return { symbol: "none", silent: true, precision: 12, data: [...events, ...target(trend, palette)] };
}

/** An event whose words would run into others is written on the first free line above them. */
export function eventFloors(trend: TrendDescription, { narrow, step }: Plot): number[] {
  const reached: number[] = [];
  return trend.events.map((event) => {
    const middle = trend.labels.indexOf(event.at) * step;
    const half = (narrow ? 1 : event.text.length) * 3.4;
    const free = reached.findIndex((right) => right < middle - half);
    const floor = free < 0 ? reached.length : free;
    reached[floor] = middle + half;
    return floor;
  });
}

function target(trend: TrendDescription, palette: Palette) {
  if (!trend.target || trend.hasSteps) return [];
  const lineStyle = { color: palette.target, type: [6, 4], width: 1.5 };
  return [{ yAxis: trend.target.value, lineStyle, label: { show: false } }];
}

/** A target that changed is a staircase: each period has the one it is judged on. */
function targetSteps(trend: TrendDescription, palette: Palette) {
  if (!trend.hasSteps) return [];
  const lineStyle = { color: palette.target, type: [6, 4], width: 1.5 };
  return [{
    type: "line", step: "middle", silent: true, symbol: "none", emphasis: { disabled: true }, lineStyle, z: 2,
    data: (trend.series[0]?.points ?? []).map((point) => point.target),
  }];
}

/** The target is named right of the plot (above it on a phone, by the page), among the ends of the
 * lines: inside, it would run into them. It hangs on an invisible point, the label of a mark not
 * being one that can be moved. */
function targetName(trend: TrendDescription, palette: Palette, shift: number) {
  if (!trend.target) return [];
  const label = {
    show: true, position: "right", align: "left", distance: 9, offset: [0, shift],
    formatter: trend.target.label, color: palette.target, fontSize: 12,
  };
  const spot = { value: trend.target.value, symbol: "circle", symbolSize: 0.1, label };
  return [{
    type: "line", silent: true, symbol: "none", showAllSymbol: true, emphasis: { disabled: true },
    lineStyle: { width: 0 }, data: trend.labels.map((_, at) => (at === trend.labels.length - 1 ? spot : null)),
  }];
}
