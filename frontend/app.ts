import "./trusted";
import { mountCharts } from "./charts/mount";
import { watchDialogs } from "./dialogs";
import { watchForms } from "./forms";
import { watchGlances } from "./glances";
import { watchPrint } from "./print";
import { watchSearch } from "./search";
import { watchShell } from "./shell";

watchShell();
watchSearch();
watchPrint();
watchDialogs();
watchForms();
watchGlances();
mountCharts(document);
document.addEventListener("htmx:after:swap", () => mountCharts(document));
