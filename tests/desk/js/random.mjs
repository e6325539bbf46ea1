// A seeded generator: a failing random test fails again.

/** @returns {(n: number) => number} a whole number in [0, n) */
export function below(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
