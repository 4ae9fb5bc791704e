// Axis ticks only: every value a reader can point at comes from the server with its own text.

const NO_BREAK = "\u00a0";

export function tickText(value: number, unit: string): string {
  const lang = document.documentElement.lang;
  if (unit === "percent") return `${format(value * 100, lang)}${lang === "fr" ? NO_BREAK : ""}%`;
  if (unit === "duration" || unit === "working_duration") return `${format(value / 3600, lang)}${NO_BREAK}h`;
  return format(value, lang);
}

function format(value: number, lang: string): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format(value).replace("-", "\u2212");
}

/** A step that a reader counts in: whole hours for durations, 1-2-5 otherwise. */
export function niceStep(span: number, unit: string, ticks = 4): number {
  const scale = unit.endsWith("duration") ? 3600 : unit === "percent" ? 0.01 : 1;
  const rough = span / scale / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power * scale;
}
