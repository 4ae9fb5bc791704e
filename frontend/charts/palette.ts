// Charts take their colours from the style sheet, so that one file rules light, dark and print.

export interface Palette {
  ink: string;
  secondary: string;
  line: string;
  surface: string;
  accent: string;
  others: string[];
  band: string;
  target: string;
  states: Record<string, string>;
  font: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"),
    secondary: read("--ink-soft"),
    line: read("--line"),
    surface: read("--surface"),
    accent: read("--chart-1"),
    others: [read("--chart-2"), read("--chart-3"), read("--chart-4")],
    band: read("--chart-band"),
    target: read("--chart-target"),
    states: { watch: read("--watch-mark"), missed: read("--missed-mark"), met: read("--chart-1") },
    font: style.getPropertyValue("--font").trim(),
  };
}
