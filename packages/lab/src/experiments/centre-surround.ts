import type { Reproduction } from "../reproduction-context.js";
import { features } from "./centre-surround/features.js";
import { retina } from "./centre-surround/retina.js";
import { reproduceParts } from "./reproduce-parts.js";

const parts = [retina, features];

/** On and Off cells with centre and surround, and what is built of them. */
export const centreSurround: Reproduction = {
  name: "centre-surround",
  title: "Centre and surround, and the features built of them",
  citations: ["kuffler1953", "rodieck1965", "hubel1962", "riesenhuber1999", "skottun1991"],
  flagship: false,
  headlines: [
    "radius of the best spot",
    "response to a spot of radius 2",
    "On cell, light centre: sign of the response",
    "Off cell, light surround: sign of the response",
    "complex cell: first harmonic over mean by phase",
    "shapes, in place and moved by up to 2 pixels, whose own template unit responds most",
  ],
  async reproduce(context) {
    const { checks, figures, runs } = await reproduceParts(context, parts);
    return {
      checks,
      figures,
      notes: [
        "The lecture's transcript says that light on the surround suppresses both cells. It suppresses the On cell; an Off cell " +
          "has the opposite receptive field, so that light on its surround excites it, as here.",
        "Constants of the cells and of the hierarchy are chosen by us, to show the principle; none is fitted to a recording.",
      ],
      runs,
    };
  },
};
