import "uplot/dist/uPlot.min.css";
import "./style.css";
import { offerOffline } from "./offline.js";
import { openSite } from "./site/site.js";
import { trustOwnScripts } from "./trusted-types.js";

trustOwnScripts();
openSite(document.getElementById("site")!);
offerOffline();
