import { describe, expect, it } from "vitest";
import { balancedAccuracy, detectionDPrime, normalCdf, normalQuantile } from "../../src/analysis/index.js";

describe("the normal quantile", () => {
  it.each([
    [1e-9, -5.9978070150076865],
    [0.001, -3.090232306167813],
    [0.3, -0.5244005127080407],
    [0.975, 1.9599639845400536],
    [0.9999, 3.7190164854557084],
  ])("of %d is that of Python's statistics.NormalDist, %d", (p, z) =>
    expect(normalQuantile(p)).toBeCloseTo(z, 11),
  );

  it("undoes the normal distribution, from one tail to the other", () => {
    for (let z = -30; z <= 5; z += 0.5) expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 8);
    expect([0, 0.5, 1, -0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("d' of yes-no judgements", () => {
  // By Python's statistics.NormalDist from the rates of the log-linear rule.
  it.each([
    [{ hits: 8, misses: 0, falseAlarms: 0, correctRejections: 11 }, 3.324883214145295],
    [{ hits: 15, misses: 5, falseAlarms: 4, correctRejections: 16 }, 1.4291227687057515],
  ])("of %j is %d", (counts, expected) => expect(detectionDPrime(counts)).toBeCloseTo(expected, 10));

  it("is 0 for whoever says yes at the same rate to both, and changes sign with the answers", () => {
    expect(detectionDPrime({ hits: 5, misses: 5, falseAlarms: 5, correctRejections: 5 })).toBeCloseTo(0, 12);
    const counts = { hits: 9, misses: 2, falseAlarms: 3, correctRejections: 7 };
    const { hits, misses, falseAlarms, correctRejections } = counts;
    const opposite = {
      hits: misses,
      misses: hits,
      falseAlarms: correctRejections,
      correctRejections: falseAlarms,
    };
    expect(detectionDPrime(opposite)).toBeCloseTo(-detectionDPrime(counts), 12);
    expect(balancedAccuracy(opposite)).toBeCloseTo(1 - balancedAccuracy(counts), 12);
  });

  it("does not exist without a signal, or where all are signals", () => {
    const none = { hits: 0, misses: 0, falseAlarms: 1, correctRejections: 5 };
    const all = { hits: 3, misses: 1, falseAlarms: 0, correctRejections: 0 };
    for (const counts of [none, all])
      expect([detectionDPrime(counts), balancedAccuracy(counts)]).toEqual([Number.NaN, Number.NaN]);
  });
});
