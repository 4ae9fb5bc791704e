// What `Trend.as_json` of timonerie.web.charts sends.

export type StateCode = "met" | "watch" | "missed" | "no-activity" | "missing" | "measured" | "no-object";

export interface PointDescription {
  value: number | null;
  text: string;
  state: StateCode | null;
  low: number | null;
  high: number | null;
  band: string;
  /** The target that held then, and when the period was closed. */
  target: number | null;
  closed: string;
}

export interface SeriesDescription {
  name: string;
  points: PointDescription[];
}

export interface TrendDescription {
  kind: "trend";
  title: string;
  unit: string;
  unitWords: string;
  labels: string[];
  series: SeriesDescription[];
  target: { value: number; label: string } | null;
  /** The target changed: it is drawn as it was in each period. */
  hasSteps: boolean;
  /** Where the axis does not start at zero: its bounds, and its step. */
  axis: { low: number; high: number; step: number } | null;
  bandLabel: string;
  events: { at: string; text: string }[];
}
