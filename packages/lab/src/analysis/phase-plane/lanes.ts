/** A return this near to a point of the path, relative to the size of the loop, closes it. */
const CLOSED = 5e-4;
const NEARER = 0.9;
/** A loop smaller than this, in widths, is the error of steps at rest. */
const SMALLEST = 1e-4;
/** Steps after which a point is kept to be returned to; the next one twice as late, and so on. Brent 1980, BIT 20:176. */
const FIRST_REFERENCE = 16;

/** Paths that go on, side by side, each (lanes, size); one that ends gives its place to the last. */
export class Lanes {
  count: number;
  readonly x: Float64Array;
  /** Derivative at x. */
  readonly k: Float64Array;
  /** Step, time and number of steps. */
  readonly h: Float64Array;
  readonly t: Float64Array;
  readonly steps: Int32Array;
  /** Which start the path is from. */
  readonly id: Int32Array;
  readonly #reference: Float64Array;
  readonly #normal: Float64Array;
  readonly #side: Float64Array;
  readonly #span: Float64Array;
  readonly #referenceAt: Int32Array;
  readonly #referenceTime: Float64Array;
  readonly #lastMiss: Float64Array;

  readonly widths: Float64Array;

  /** @param starts (count, size) @param widths scale of each coordinate, (size) */
  constructor(starts: Float64Array, widths: Float64Array) {
    this.widths = widths;
    const count = starts.length / widths.length;
    const perLane = (): Float64Array => new Float64Array(count);
    this.count = count;
    this.x = starts.slice();
    this.k = new Float64Array(starts.length);
    this.h = perLane();
    this.t = perLane();
    this.steps = new Int32Array(count);
    this.id = Int32Array.from({ length: count }, (_, i) => i);
    this.#reference = new Float64Array(starts.length);
    this.#normal = new Float64Array(starts.length);
    this.#side = perLane();
    this.#span = perLane();
    this.#referenceAt = new Int32Array(count).fill(FIRST_REFERENCE);
    this.#referenceTime = perLane();
    this.#lastMiss = perLane().fill(Number.POSITIVE_INFINITY);
  }

  remove(lane: number): void {
    const last = --this.count;
    const size = this.widths.length;
    for (const block of [this.x, this.k, this.#reference, this.#normal])
      block.copyWithin(lane * size, last * size, (last + 1) * size);
    const numbers = [this.h, this.t, this.#side, this.#span, this.#referenceTime, this.#lastMiss];
    for (const one of [...numbers, this.steps, this.id, this.#referenceAt]) one[lane] = one[last]!;
  }

  /** Speed in widths per unit of time; NaN where a derivative is. */
  speed(lane: number): number {
    const { k, widths } = this;
    const at = lane * widths.length;
    let most = 0;
    for (let i = 0; i < widths.length; i++) {
      const speed = Math.abs(k[at + i]!) / widths[i]!;
      if (!(speed <= most)) most = speed;
    }
    return most;
  }

  /** Keeps the point where a path is, to see whether it comes back, when it is time for a later one. */
  refer(lane: number): void {
    if (this.steps[lane]! < this.#referenceAt[lane]!) return;
    const { x, k, widths } = this;
    const size = widths.length;
    for (let i = 0, at = lane * size; i < size; i++, at++) {
      this.#reference[at] = x[at]!;
      this.#normal[at] = k[at]! / widths[i]!;
    }
    this.#side[lane] = 0;
    this.#span[lane] = 0;
    this.#referenceAt[lane] = 2 * this.#referenceAt[lane]!;
    this.#referenceTime[lane] = this.t[lane]!;
  }

  /** Time since the point was kept that the path may come back to. */
  sinceReference(lane: number): number {
    return this.t[lane]! - this.#referenceTime[lane]!;
  }

  /**
   * Whether a step closed a loop, or one so small that it is rest: it crosses the plane through the kept point, across the
   * path there, and does so at that point. Between its ends a step is taken for the cubic of its states and derivatives.
   * @param from @param kFrom state and derivative before the step, at the lane's place
   */
  closes(lane: number, from: Float64Array, kFrom: Float64Array): "cycle" | "settled" | undefined {
    const { x, widths } = this;
    const size = widths.length;
    let [side, away] = [0, 0];
    for (let i = 0, at = lane * size; i < size; i++, at++) {
      const d = (x[at]! - this.#reference[at]!) / widths[i]!;
      side += d * this.#normal[at]!;
      away = Math.max(away, Math.abs(d));
    }
    const before = this.#side[lane]!;
    this.#side[lane] = side;
    this.#span[lane] = Math.max(this.#span[lane]!, away);
    if (!(before < 0 && side >= 0)) return undefined;
    const miss = this.#miss(lane, from, kFrom);
    if (miss < CLOSED * this.#span[lane]!) return this.#span[lane]! > SMALLEST ? "cycle" : "settled";
    // The next turn is compared with this one, as long as turns come nearer to each other.
    if (miss < NEARER * this.#lastMiss[lane]!) {
      this.#lastMiss[lane] = miss;
      this.#referenceAt[lane] = this.steps[lane]!;
    }
    return undefined;
  }

  /** How far from the kept point the last step crosses the plane through it, in widths. */
  #miss(lane: number, from: Float64Array, kFrom: Float64Array): number {
    const h = this.h[lane]!;
    const within = (s: number) => (at: number) => {
      const [a, b] = [from[at]!, this.x[at]!];
      const [u, v] = [h * kFrom[at]!, h * this.k[at]!];
      return a + s * (u + s * (3 * (b - a) - 2 * u - v + s * (2 * (a - b) + u + v)));
    };
    let [low, high] = [0, 1];
    for (let halving = 0; halving < 30; halving++) {
      const middle = (low + high) / 2;
      if (this.#beside(lane, within(middle))[0] < 0) low = middle;
      else high = middle;
    }
    return this.#beside(lane, within(high))[1];
  }

  /** How far a state is along the kept point's direction, and from that point, in widths. */
  #beside(lane: number, state: (at: number) => number): readonly [side: number, away: number] {
    const size = this.widths.length;
    let [side, away] = [0, 0];
    for (let i = 0, at = lane * size; i < size; i++, at++) {
      const d = (state(at) - this.#reference[at]!) / this.widths[i]!;
      side += d * this.#normal[at]!;
      away = Math.max(away, Math.abs(d));
    }
    return [side, away];
  }
}
