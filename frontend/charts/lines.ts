// The marks of a trend: band, lines with their direct labels, target and events.
import type { PointDescription, SeriesDescription, TrendDescription } from "./description";
import type { Palette } from "./palette";

const SYMBOLS: Record<string, string> = { watch: "triangle", missed: "rect", met: "circle" };

/** Height of a direct label, in pixels: two ends closer than this are pushed apart. */
const LABEL_HEIGHT = 36;

export interface Plot {
  narrow: boolean;
  /** Pixels per unit of value, and from one period to the next. */
  pixels: number;
  step: number;
}

export function lines(trend: TrendDescription, palette: Palette, plot: Plot) {
  const shifts = endShifts(trend, plot);
  const drawn = trend.series.map((one, rank) => ({
    ...line(one, rank, palette, plot.narrow, shifts[rank] ?? 0, trend.series.length === 1 || !plot.narrow),
    ...(rank === 0 ? { markLine: marks(trend, palette, plot) } : {}),
  }));
  return [...band(trend, palette, plot.narrow), ...drawn];
}

/** How far each direct label moves (up is negative) so that none covers another. */
function endShifts(trend: TrendDescription, { pixels }: Plot): number[] {
  const ends = trend.series.map((one, rank) => ({ rank, y: -(lastValue(one) ?? 0) * pixels }));
  ends.sort((one, other) => one.y - other.y);
  const places = ends.map((end) => end.y);
  for (let at = 1; at < places.length; at += 1) {
    const overlap = (places[at - 1] ?? 0) + LABEL_HEIGHT - (places[at] ?? 0);
    if (overlap <= 0) continue;
    places[at] = (places[at] ?? 0) + overlap / 2;
    places[at - 1] = (places[at - 1] ?? 0) - overlap / 2;
  }
  const shifts: number[] = [];
  ends.forEach((end, at) => (shifts[end.rank] = (places[at] ?? 0) - end.y));
  return shifts;
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
  return [
    { ...shared, data: points.map((point) => point.low) },
    {
      ...shared,
      areaStyle: { color: palette.band, opacity: 1 },
      data: known.map((width, at) => at === first && !narrow ? named(width, trend, palette) : width),
    },
  ];
}

function named(width: number | null, trend: TrendDescription, palette: Palette) {
  const label = {
    show: true, position: [4, 2], formatter: trend.bandLabel, color: palette.secondary, fontSize: 12,
  };
  return { value: width, symbol: "circle", symbolSize: 0.1, label };
}

function bandWidth(point: PointDescription): number | null {
  return point.low === null || point.high === null ? null : point.high - point.low;
}

/** On a phone several lines are named under the title, there being no room beside them. */
function line(
  one: SeriesDescription, rank: number, palette: Palette, narrow: boolean, shift: number,
  isNamed: boolean,
) {
  const color = rank === 0 ? palette.accent : palette.others[(rank - 1) % palette.others.length] ?? "";
  const end = one.points.reduce((found, point, at) => (point.value === null ? found : at), -1);
  return {
    type: "line",
    name: one.name,
    z: rank === 0 ? 4 : 3,
    lineStyle: { color, width: rank === 0 ? 2.25 : 1.5 },
    itemStyle: { color },
    emphasis: { disabled: true },
    connectNulls: false,
    showAllSymbol: true,
    data: one.points.map((point, at) =>
      spot(point, color, palette, isNamed && at === end ? endLabel(one, point, color, palette, narrow, shift) : null),
    ),
  };
}

/** Points in trouble are marked by their shape; the others stay out of the way. */
function spot(point: PointDescription, color: string, palette: Palette, label: object | null) {
  const state = point.state ?? "";
  const isMarked = state === "watch" || state === "missed";
  return {
    value: point.value,
    symbol: SYMBOLS[state] ?? "circle",
    symbolSize: isMarked ? 9 : label ? 7 : 4,
    itemStyle: isMarked
      ? { color: palette.states[state], borderColor: palette.surface, borderWidth: 1 }
      : { color },
    ...(label ? { label } : {}),
  };
}

function endLabel(
  one: SeriesDescription, point: PointDescription, color: string, palette: Palette, narrow: boolean,
  shift: number,
) {
  return {
    show: true,
    offset: [0, shift],
    position: narrow ? "top" : "right",
    align: narrow ? "right" : "left",
    distance: narrow ? 6 : 9,
    formatter: narrow ? point.text : `{name|${one.name}}\n{value|${point.text}}`,
    color: narrow ? color : palette.ink,
    fontWeight: 600,
    rich: {
      name: { color, fontSize: 12, lineHeight: 16 },
      value: { color: palette.ink, fontSize: 13, fontWeight: 600, lineHeight: 17 },
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

/** An event whose words would run into those before it is written one line higher. */
export function eventFloors(trend: TrendDescription, { narrow, step }: Plot): number[] {
  let reached = -Infinity;
  let floor = 0;
  return trend.events.map((event) => {
    const middle = trend.labels.indexOf(event.at) * step;
    const half = (narrow ? 1 : event.text.length) * 3.4;
    floor = middle - half < reached && floor === 0 ? 1 : 0;
    reached = middle + half;
    return floor;
  });
}

/** The target is named at the end where the line stands farther from it, on its free side. */
function target(trend: TrendDescription, palette: Palette) {
  if (!trend.target) return [];
  const aim = trend.target.value;
  const seen = (trend.series[0]?.points ?? []).flatMap((point) => (point.value === null ? [] : [point.value]));
  const first = (seen[0] ?? aim) - aim;
  const last = (seen.at(-1) ?? aim) - aim;
  const atStart = Math.abs(first) >= Math.abs(last);
  const side = (atStart ? first : last) > 0 ? "Bottom" : "Top";
  return [{
    yAxis: aim,
    lineStyle: { color: palette.target, type: [6, 4], width: 1.5 },
    label: {
      formatter: trend.target.label, position: `inside${atStart ? "Start" : "End"}${side}`,
      color: palette.target, fontSize: 12, distance: 4,
    },
  }];
}
