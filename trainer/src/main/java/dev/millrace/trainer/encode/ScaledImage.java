package dev.millrace.trainer.encode;

/** Bytes divided by 255, then standardised by fixed numbers. */
public record ScaledImage(double mean, double standardDeviation) implements Encoding {}
