package dev.millrace.trainer.optimize;

/** Adam. */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {}
