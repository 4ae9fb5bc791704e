// Runs in the head before anything is painted, so that a page never flashes in the wrong theme.
const stored = localStorage.getItem("theme");
const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
const theme = stored === "light" || stored === "dark" ? stored : prefersDark ? "dark" : "light";
document.documentElement.dataset.bsTheme = theme;
document.documentElement.dataset.themeChoice = stored ?? "auto";

export {};
