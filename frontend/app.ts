import "./trusted";
import { mountCharts } from "./charts/mount";
import { watchDialogs } from "./dialogs";
import { watchForms } from "./forms";
import { watchShell } from "./shell";

watchShell();
watchDialogs();
watchForms();
mountCharts(document);
document.addEventListener("htmx:after:swap", () => mountCharts(document));
