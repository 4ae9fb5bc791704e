import "./trusted";
import { mountCharts } from "./charts/mount";
import { watchCopies } from "./copy";
import { watchDialogs } from "./dialogs";
import { watchForms } from "./forms";
import { watchPasskeys } from "./passkeys";
import { watchPrint } from "./print";
import { watchSearch } from "./search";
import { watchShell } from "./shell";

watchShell();
watchSearch();
watchPrint();
watchDialogs();
watchForms();
watchPasskeys();
watchCopies();
mountCharts(document);
document.addEventListener("htmx:after:swap", () => mountCharts(document));
