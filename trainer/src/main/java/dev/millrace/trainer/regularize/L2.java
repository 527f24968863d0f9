package dev.millrace.trainer.regularize;

/** strength/2 × the squared L2 norm of the weights. */
public record L2(double strength) implements Penalty {}
