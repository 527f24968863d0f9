// Says of each check whether it holds, and what is wrong where it does not.

/**
 * Prints `[{name, problems}]`, a line each and each problem below it.
 *
 * @returns whether all hold
 */
export function report(results) {
  for (const { name, problems } of results) {
    console.log(`${problems.length === 0 ? "ok    " : "FAILED"}  ${name}`);
    problems.forEach((problem) => console.log(`          ${problem}`));
  }
  return results.every(({ problems }) => problems.length === 0);
}
