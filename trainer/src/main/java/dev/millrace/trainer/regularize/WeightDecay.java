package dev.millrace.trainer.regularize;

/** Weights shrink by rate × strength each step. */
public record WeightDecay(double strength) implements Decay {}
