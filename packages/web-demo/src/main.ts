import "./style.css";
import { offerOffline } from "./offline.js";
import { chooseScheme, chosenScheme } from "./site/colour-scheme.js";
import { openSite } from "./site/site.js";
import { trustOwnScripts } from "./trusted-types.js";

trustOwnScripts();
chooseScheme(chosenScheme());
openSite(document.getElementById("site")!);
offerOffline();
