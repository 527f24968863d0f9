package dev.millrace.trainer.optimize;

/** Stochastic gradient descent. */
public record Sgd(double momentum, boolean nesterov) implements Optimizer {}
