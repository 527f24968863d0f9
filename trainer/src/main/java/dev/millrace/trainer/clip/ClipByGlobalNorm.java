package dev.millrace.trainer.clip;

/** Scales the whole gradient so that its L2 norm is at most max. */
public record ClipByGlobalNorm(double max) implements Clip {}
