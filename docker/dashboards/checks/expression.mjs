// Reads PromQL: whether it parses, which metrics it names, and of what unit its numbers are.

import { parser } from "@prometheus-io/lezer-promql";

/** What Grafana puts for its own variables: `$__rate_interval` is four scrapes of 5 s. */
const BUILT_IN = { __rate_interval: "20s", __interval: "5s", __range: "15m" };

/** The expression with `$name` and `${name}` filled in from `values` and from Grafana's own. */
export function fill(expr, values) {
  const all = { ...BUILT_IN, ...values };
  return expr.replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, plain, braced) => {
    const name = plain ?? braced;
    if (!(name in all)) {
      throw new Error(`${whole} is no variable of the dashboard`);
    }
    return all[name];
  });
}

/** A parsed expression, variables filled in. */
export class Expression {
  /** @throws Error where it does not parse, with the place */
  constructor(text) {
    this.text = text;
    this.root = parser.parse(text).topNode;
    walk(this.root, (node) => {
      if (node.type.isError) {
        throw new Error(`does not parse at "${text.slice(node.from, node.from + 20)}", character ${node.from + 1}: ${text}`);
      }
    });
  }

  /** The names of the metrics in it. */
  metrics() {
    const names = new Set();
    walk(this.root, (node) => {
      if (node.name === "VectorSelector") {
        names.add(this.#of(node.getChild("Identifier") ?? node));
      }
    });
    return [...names];
  }

  /**
   * The unit of its numbers: that of the catalogue, `X/s` for a rate of X, `ratio` for a quotient of equals, `none` for a bare number.
   *
   * @param unitOf from a metric's name to its unit
   * @throws Error where units are added or compared that differ, or where a form of PromQL is met that this cannot judge
   */
  unit(unitOf) {
    return this.#unit(this.root.firstChild, unitOf);
  }

  #unit(node, unitOf) {
    const below = (child) => this.#unit(child, unitOf);
    switch (node.name) {
      case "VectorSelector":
        return unitOf(this.#of(node.getChild("Identifier")));
      case "NumberDurationLiteral":
        return "none";
      case "StringLiteral":
        return null;
      case "ParenExpr":
      case "MatrixSelector":
      case "OffsetExpr":
      case "SubqueryExpr":
      case "UnaryExpr":
        return below(operand(node));
      case "AggregateExpr":
        return this.#aggregate(node, below);
      case "FunctionCall":
        return this.#call(node, below);
      case "BinaryExpr":
        return this.#binary(node, below);
      default:
        throw new Error(`cannot tell the unit of ${node.name} in ${this.text}`);
    }
  }

  #aggregate(node, below) {
    const operator = this.#of(node.getChild("AggregateOp"));
    const argument = node.getChild("FunctionCallBody").lastChild;
    const unit = below(argument);
    return operator.startsWith("count") ? "count" : unit;
  }

  #call(node, below) {
    const name = this.#of(node.getChild("FunctionIdentifier"));
    const body = node.getChild("FunctionCallBody");
    const unit = body === null ? null : below(body.firstChild);
    if (["rate", "irate", "deriv"].includes(name)) {
      return perSecond(unit);
    }
    if (["changes", "resets", "count_over_time"].includes(name)) {
      return "count";
    }
    if (["increase", "delta", "clamp_min", "clamp_max", "abs", "max_over_time", "min_over_time", "avg_over_time"].includes(name)) {
      return unit;
    }
    throw new Error(`cannot tell the unit of ${name}() in ${this.text}`);
  }

  #binary(node, below) {
    const left = below(node.firstChild);
    const right = below(node.lastChild);
    const operator = children(node).map((child) => child.name).find((name) => name in OPERATORS);
    if (operator === undefined) {
      throw new Error(`cannot tell the unit of ${this.#of(node)}`);
    }
    return OPERATORS[operator](left, right, node.lastChild.name === "NumberDurationLiteral" ? Number(this.#of(node.lastChild)) : null, this.text);
  }

  #of(node) {
    return this.text.slice(node.from, node.to);
  }
}

const same = (left, right, number, text) => {
  if (left !== right && number === null) {
    throw new Error(`${left} and ${right} do not go together in ${text}`);
  }
  return left;
};
const left = (unit) => unit;
const OPERATORS = {
  Add: same,
  Sub: same,
  Or: same,
  Gtr: same,
  Gte: same,
  Lss: same,
  Lte: same,
  And: left,
  Unless: left,
  Div: (over, under, number, text) => {
    if (number === 1000 && over.startsWith("milliseconds")) return over === "milliseconds" ? "seconds" : "ratio";
    if (over === under) return "ratio";
    throw new Error(`${over} over ${under} has no unit that is known here in ${text}`);
  },
};

function perSecond(unit) {
  return unit === "seconds" ? "ratio" : `${unit}/s`;
}

/** The expression within parentheses, a range, an offset, or behind a sign. */
function operand(node) {
  return node.name === "UnaryExpr" ? node.lastChild : node.firstChild;
}

function children(node) {
  const all = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) all.push(child);
  return all;
}

function walk(node, visit) {
  visit(node);
  children(node).forEach((child) => walk(child, visit));
}
