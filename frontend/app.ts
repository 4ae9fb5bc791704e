import "./trusted";
import { mountCharts } from "./charts/mount";
import { watchDialogs } from "./dialogs";
import { watchForms } from "./forms";
import { watchSearch } from "./search";
import { watchShell } from "./shell";

watchShell();
watchSearch();
watchDialogs();
watchForms();
mountCharts(document);
document.addEventListener("htmx:after:swap", () => mountCharts(document));
