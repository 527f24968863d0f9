package dev.millrace.trainer.clip;

import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.optimize.Link;

/** Clips by {@link ClipByGlobalNorm}: one factor per step, and no work where the norm is small enough. */
final class ClipByGlobalNormLink implements Link {

    private final double max;
    private boolean clipped;
    private float factor = 1;

    ClipByGlobalNormLink(double max) {
        this.max = max;
    }

    @Override
    public String name() {
        return "clip-by-global-norm";
    }

    @Override
    public boolean needsNorm() {
        return true;
    }

    @Override
    public void begin(long step, double loss, double norm) {
        clipped = norm > max;
        factor = clipped ? (float) (max / norm) : 1;
    }

    @Override
    public void apply(float[] parameters, float[] values, Slice slice, int from, int to) {
        if (clipped) {
            scale(values, factor, from, to);
        }
    }

    @Override
    public boolean clipped() {
        return clipped;
    }

    private static void scale(float[] values, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] *= factor;
        }
    }
}
