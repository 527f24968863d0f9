package dev.millrace.trainer.clip;

import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.optimize.Link;

/** Clips by {@link ClipByValue}, and remembers whether it changed anything in this step. */
final class ClipByValueLink implements Link {

    private final float max;
    private boolean clipped;

    ClipByValueLink(float max) {
        this.max = max;
    }

    @Override
    public String name() {
        return "clip-by-value";
    }

    @Override
    public void begin(long step, double loss, double norm) {
        clipped = false;
    }

    @Override
    public void apply(float[] parameters, float[] values, Slice slice, int from, int to) {
        clipped = clipped || exceeds(values, max, from, to);
        if (clipped) {
            clamp(values, max, from, to);
        }
    }

    @Override
    public boolean clipped() {
        return clipped;
    }

    private static boolean exceeds(float[] values, float max, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Math.abs(values[i]) > max) {
                return true;
            }
        }
        return false;
    }

    private static void clamp(float[] values, float max, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.max(-max, Math.min(max, values[i]));
        }
    }
}
