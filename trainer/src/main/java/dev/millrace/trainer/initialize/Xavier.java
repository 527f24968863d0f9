package dev.millrace.trainer.initialize;

/** Glorot uniform. */
public record Xavier() implements Initializer {}
