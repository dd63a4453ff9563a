import "./film.css";
import { button, element } from "../dom.js";

/** A time slider with a button that plays. */
export interface Film {
  readonly element: HTMLElement;
  /** Sets the frames' times, keeping the time shown. */
  setTimes(times: readonly number[]): void;
  /** Shows the frame nearest to a time. */
  seek(timeMs: number): void;
  close(): void;
}

const WHOLE_FILM_MS = 8000;

/** @param onFrame is told the index of the frame to show */
export function createFilm(onFrame: (frame: number) => void): Film {
  let times: readonly number[] = [0];
  let at = 0;
  let playing: number | undefined;
  const slider = element("input", {
    attributes: { type: "range", min: 0, max: 0, step: 1, "aria-label": "Time" },
  });
  const clock = element("output", { class: "clock" });
  const play = button("Play", () => (playing === undefined ? start() : stop()));
  const next = button("Next frame", () => show(at + Math.max(1, Math.round(times.length / 50))));

  function show(frame: number): void {
    at = Math.min(times.length - 1, Math.max(0, frame));
    slider.value = String(at);
    const text = `${(times[at]! / 1000).toFixed(2)} s`;
    slider.setAttribute("aria-valuetext", text);
    clock.textContent = text;
    onFrame(at);
  }

  function stop(): void {
    if (playing !== undefined) cancelAnimationFrame(playing);
    playing = undefined;
    play.textContent = "Play";
  }

  function start(): void {
    play.textContent = "Pause";
    const from = at >= times.length - 1 ? 0 : at;
    const began = performance.now();
    const tick = (): void => {
      const frame = from + Math.floor(((performance.now() - began) / WHOLE_FILM_MS) * times.length);
      show(frame);
      if (frame >= times.length - 1) stop();
      else playing = requestAnimationFrame(tick);
    };
    playing = requestAnimationFrame(tick);
  }

  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  return {
    element: element("div", { class: "film" }, play, next, slider, clock),
    setTimes(wanted) {
      const now = times[at]!;
      times = wanted;
      slider.max = String(times.length - 1);
      const found = times.findIndex((time) => time >= now);
      show(found < 0 ? times.length - 1 : found);
    },
    seek(timeMs) {
      const found = times.findIndex((time) => time >= timeMs);
      show(found < 0 ? times.length - 1 : found);
    },
    close: stop,
  };
}
