package dev.millrace.trainer.clip;

/** Each element into [-max, max]. */
public record ClipByValue(double max) implements Clip {}
