package dev.millrace.trainer.initialize;

/** He normal. */
public record He() implements Initializer {}
