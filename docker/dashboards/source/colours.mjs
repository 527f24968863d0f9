// One meaning, one colour, on all dashboards; Grafana's own names, so that they suit the dark theme and the light one.

export const OURS = "blue"; // the model, what it reaches
export const SECOND = "purple"; // another view of the same
export const THIRD = "light-blue";
export const FLOOR = "#8e8e8e"; // what costs nothing to reach, what may be used at most
export const GOOD = "green"; // trained, completed, free
export const WARN = "orange"; // slow, filled, waiting
export const BAD = "red"; // refused, lost, failed
