package dev.millrace.trainer.optimize;

import dev.millrace.trainer.LearnerState;
import dev.millrace.trainer.engine.ParameterLayout;
import dev.millrace.trainer.engine.ParameterLayout.Slice;
import dev.millrace.trainer.rate.RateSchedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a gradient into new parameters: clip, coupled penalty, optimise, decoupled decay, then {@code parameters -= rate * update}.
 *
 * <p>One pass measures the gradient's norm, the next runs all links and the subtraction on a block of {@value #BLOCK} floats before it
 * goes to the following block, so that a chain of many links reads memory as often as one. Only a link that needs the norm
 * of what earlier links changed adds a pass.
 *
 * <p>Confined to one thread. The order of all additions depends on the layout alone, so equal input gives equal bits.
 */
public final class UpdateChain {

    /** Floats per block: with two moments beside it, 64 KiB, which stays in a core's second-level cache. */
    private static final int BLOCK = 4096;

    private static final String PREFIX = "link/";
    private static final String RATE_PREFIX = "rate/";

    private final ParameterLayout layout;
    private final RateSchedule learningRate;
    private final List<Link> links;
    private final List<String> prefixes;
    private final List<List<Link>> passes;
    private final SquaredSum squares = new SquaredSum();

    /**
     * A chain for the parameters of a layout.
     *
     * @param learningRate at its start; the chain owns it
     * @param links in the order in which they run; the chain owns them
     */
    public UpdateChain(ParameterLayout layout, RateSchedule learningRate, List<Link> links) {
        this.layout = layout;
        this.learningRate = learningRate;
        this.links = List.copyOf(links);
        this.prefixes = prefixes(links);
        this.passes = passes(links);
    }

    /**
     * What one update was.
     *
     * @param applied false if the gradient was not finite: then nothing was changed, neither parameters nor the state of any link
     * @param gradientNorm L2 norm of the gradient before clipping
     * @param clipped whether a clipping link changed the gradient
     */
    public record Update(boolean applied, double gradientNorm, boolean clipped) {}

    /**
     * Applies one update.
     *
     * @param parameters flat, in the chain's layout; changed in place
     * @param gradients flat, in the same layout; afterwards they hold the update before its multiplication with the rate, or are as
     *     they were if it was not applied
     * @param step number of updates applied before this one
     * @param loss mean loss of the step, finite
     */
    public Update update(float[] parameters, float[] gradients, long step, double loss) {
        requireSize("parameters", parameters);
        requireSize("gradients", gradients);
        double norm = norm(gradients);
        if (!Double.isFinite(norm)) {
            return new Update(false, norm, false);
        }
        float rate = (float) learningRate.at(step);
        double normOfPass = norm;
        for (int pass = 0; pass < passes.size(); pass++) {
            boolean last = pass == passes.size() - 1;
            for (Link link : passes.get(pass)) {
                link.begin(step, loss, normOfPass);
            }
            normOfPass = run(passes.get(pass), parameters, gradients, last ? rate : 0, last);
        }
        return new Update(true, norm, links.stream().anyMatch(Link::clipped));
    }

    /** The rate that an update after so many others would use. */
    public double learningRate(long step) {
        return learningRate.at(step);
    }

    /** Tells the schedule how well the model does, after an update was applied; as {@link RateSchedule#observe}. */
    public void observe(long step, long scored, double logLoss) {
        learningRate.observe(step, scored, logLoss);
    }

    /** Adds the state of all links, sections {@code link/<name>/...}, and of the schedule, {@code rate/...}. */
    public void save(LearnerState.Builder state) {
        learningRate.save(state, RATE_PREFIX);
        for (int i = 0; i < links.size(); i++) {
            links.get(i).save(state, prefixes.get(i));
        }
    }

    /**
     * Continues from what {@link #save} wrote. The schedule may be another than then.
     *
     * @throws IllegalStateException if it was written by other links; the message says by which
     */
    public void restore(LearnerState state) {
        requireSameSections(state);
        learningRate.restore(state, RATE_PREFIX);
        for (int i = 0; i < links.size(); i++) {
            links.get(i).restore(state, prefixes.get(i));
        }
    }

    private void requireSameSections(LearnerState state) {
        LearnerState.Builder own = new LearnerState.Builder();
        save(own);
        Set<String> now = own.build().startingWith(PREFIX).sections().keySet();
        Set<String> saved = state.startingWith(PREFIX).sections().keySet();
        if (!now.equals(saved)) {
            throw new IllegalStateException("the state is that of another optimiser: it has " + saved
                    + ", this configuration needs " + now + "; restore the configuration or start a fresh run");
        }
    }

    private double norm(float[] values) {
        squares.clear();
        squares.add(values, 0, values.length);
        return squares.root();
    }

    /** Runs some links over all blocks; then either subtracts the update or measures what they left. */
    private double run(List<Link> pass, float[] parameters, float[] values, float rate, boolean last) {
        squares.clear();
        for (Slice slice : layout.slices()) {
            for (int from = slice.offset(); from < slice.end(); from += BLOCK) {
                int to = Math.min(slice.end(), from + BLOCK);
                for (Link link : pass) {
                    link.apply(parameters, values, slice, from, to);
                }
                if (last) {
                    subtract(parameters, values, rate, from, to);
                } else {
                    squares.add(values, from, to);
                }
            }
        }
        return squares.root();
    }

    private static void subtract(float[] parameters, float[] update, float rate, int from, int to) {
        for (int i = from; i < to; i++) {
            parameters[i] -= rate * update[i];
        }
    }

    /** A link that needs a norm begins a pass, unless it is the first: for that one the gradient's own norm is known. */
    private static List<List<Link>> passes(List<Link> links) {
        List<List<Link>> passes = new ArrayList<>();
        List<Link> current = new ArrayList<>();
        for (Link link : links) {
            if (link.needsNorm() && !current.isEmpty()) {
                passes.add(List.copyOf(current));
                current.clear();
            }
            current.add(link);
        }
        passes.add(List.copyOf(current));
        return List.copyOf(passes);
    }

    private static List<String> prefixes(List<Link> links) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> prefixes = new ArrayList<>();
        for (Link link : links) {
            int count = seen.merge(link.name(), 1, Integer::sum);
            prefixes.add(PREFIX + link.name() + (count == 1 ? "" : "-" + count) + "/");
        }
        return List.copyOf(prefixes);
    }

    private void requireSize(String what, float[] values) {
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    what + " must have as many elements as the layout, " + layout.size() + ", got " + values.length);
        }
    }
}
