// Whether a series moved: its numbers before a fault beside those since.

/** What counts as moving, beyond what a series does by itself. */
const MARGIN = 0.2;
const CHANGE = 0.02;

const JUDGES = {
  rises: (before, since) => Math.max(...since) > up(Math.max(...before), MARGIN),
  falls: (before, since) => Math.min(...since) < down(Math.min(...before), MARGIN),
  changes: (before, since) => since.some((value) => value > up(Math.max(...before), CHANGE) || value < down(Math.min(...before), CHANGE)),
  // What always rises, as a version does, moves by standing still.
  stops: (before, since) => spread(before) > 0 && since.length >= 4 && spread(since.slice(-4)) === 0,
};

/** The ways a series may move. */
export const WAYS = Object.keys(JUDGES);

/**
 * Whether a series moved the way `how` says.
 *
 * @param before, since its finite numbers, in order; with none in either, it did not
 */
export function moved(how, before, since) {
  return before.length > 0 && since.length > 0 && JUDGES[how](before, since);
}

function up(value, margin) {
  return value + Math.abs(value) * margin;
}

function down(value, margin) {
  return value - Math.abs(value) * margin;
}

function spread(values) {
  return Math.max(...values) - Math.min(...values);
}
