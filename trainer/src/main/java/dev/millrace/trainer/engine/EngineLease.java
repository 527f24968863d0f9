package dev.millrace.trainer.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The right to use the deep-learning engine of this process. Take one before anything touches DJL: it sets what the
 * native libraries read when they are loaded. Whoever takes it closes it, after everything that runs on it.
 *
 * <p>A training lease is exclusive. Inference leases share the engine with each other, never with training: a second
 * taker waits, then fails. The right belongs to the process, not to a class loader: it is a {@link Semaphore} under a
 * key of the system properties.
 *
 * <p>What it sets unless it is set already: {@code OMP_NUM_THREADS=1} (more threads give other bits, and collapse
 * under contention), {@code MXNET_ENGINE_TYPE=NaiveEngine} (operators run in the calling thread, without a hop to a
 * worker), {@code MXNET_CPU_PARALLEL_RAND_COPY=0} (else MXNet makes 5 MB of random generators for each thread that ever
 * trained, and keeps them for ever; its random operators, which nothing here uses, do not run without), and the system
 * property {@code ai.djl.offline=true}. NaiveEngine is not safe for two threads at once, so
 * one call at a time enters the engine; with one engine thread nothing is lost by that.
 */
public final class EngineLease implements AutoCloseable {

    private static final String PERMITS_KEY = "dev.millrace.engine.permits";
    private static final int ALL_PERMITS = Integer.MAX_VALUE;

    private final Semaphore permits;
    private final int held;
    private final Natives natives;
    private final EngineFingerprint fingerprint;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EngineLease(Semaphore permits, int held, Natives natives, EngineFingerprint fingerprint) {
        this.permits = permits;
        this.held = held;
        this.natives = natives;
        this.fingerprint = fingerprint;
    }

    /**
     * The right to train, shared with nobody.
     *
     * @param wait how long to wait for others to close theirs
     * @throws IllegalStateException if they did not, or if an engine was loaded before its environment could be set
     * @throws EngineUnavailableException if the engine does not run on this platform
     */
    public static EngineLease training(EngineChoice choice, Duration wait) {
        return take(choice, Platform.current(), ALL_PERMITS, wait);
    }

    /**
     * The right to predict, shared with other predictors.
     *
     * @param wait how long to wait for a training lease to be closed
     * @throws IllegalStateException if it was not, or if an engine was loaded before its environment could be set
     * @throws EngineUnavailableException if the engine does not run on this platform
     */
    public static EngineLease inference(EngineChoice choice, Duration wait) {
        return take(choice, Platform.current(), 1, wait);
    }

    private static EngineLease take(EngineChoice choice, Platform platform, int wanted, Duration wait) {
        Natives natives = Natives.of(choice, platform);
        Properties shared = System.getProperties();
        Semaphore permits = (Semaphore) shared.computeIfAbsent(PERMITS_KEY, key -> new Semaphore(ALL_PERMITS, true));
        acquire(permits, wanted, wait);
        boolean taken = false;
        try {
            EngineLease lease =
                    new EngineLease(permits, wanted, natives, NativeLock.call(() -> load(natives, platform)));
            taken = true;
            return lease;
        } finally {
            if (!taken) {
                permits.release(wanted);
            }
        }
    }

    private static void acquire(Semaphore permits, int wanted, Duration wait) {
        try {
            if (!permits.tryAcquire(wanted, wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(inTheWay(permits.availablePermits(), wanted)
                                .formatted("in this process, waited " + wait.toMillis() / 1000.0 + " s")
                        + ", or use a process of its own");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the engine", e);
        }
    }

    /** Who has the engine, or asked first: the queue is fair, so that predictors who come and go do not keep a trainer waiting for ever. */
    private static String inTheWay(int available, int wanted) {
        if (available == 0) {
            return "another model trains %s for it; close it first";
        }
        if (wanted == ALL_PERMITS) {
            return "predictors use the engine %s for them; close them first";
        }
        return "another model waits to train %s behind it; let it train first";
    }

    private static EngineFingerprint load(Natives natives, Platform platform) {
        int threads = threads(NativeEnvironment.setDefault("OMP_NUM_THREADS", "1"));
        NativeEnvironment.setDefault("MXNET_ENGINE_TYPE", "NaiveEngine");
        NativeEnvironment.setDefault("MXNET_CPU_PARALLEL_RAND_COPY", "0");
        System.getProperties().putIfAbsent("ai.djl.offline", "true");
        System.getProperties().putIfAbsent("ai.djl.default_engine", natives.engineName());
        try {
            Engine engine = NativeErrors.without("MXNet start using engine", () -> startedEngine(natives.engineName()));
            return new EngineFingerprint(
                    natives.engineName(), engine.getVersion(), threads, Processor.name(), platform.toString());
        } catch (EngineException | IllegalArgumentException | LinkageError e) {
            throw new EngineUnavailableException(
                    "the native library of " + natives.engineName() + " for " + platform + " could not be loaded; its"
                            + " jar must be on the class path, and the folder it is unpacked to (DJL_CACHE_DIR,"
                            + " by default ~/.djl.ai) writable",
                    e);
        }
    }

    /** The first array starts an engine; MXNet would otherwise do so, and announce it, as late as when the process ends. */
    private static Engine startedEngine(String name) {
        Engine engine = Engine.getEngine(name);
        try (NDManager manager = engine.newBaseManager()) {
            manager.create(0f).toFloatArray();
        }
        return engine;
    }

    private static int threads(String value) {
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalStateException("OMP_NUM_THREADS must be a whole number of at least 1, got " + value);
        }
        return Integer.parseInt(value);
    }

    /** What the bits of a model trained under this lease depend on. */
    public EngineFingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * Whether this lease is of the engine that a choice comes to here: {@code auto} is one of the others by another name.
     *
     * @throws EngineUnavailableException if that engine does not run on this platform
     */
    public boolean isOf(EngineChoice choice) {
        return natives == Natives.of(choice, Platform.current());
    }

    /** The engine. */
    Natives natives() {
        return natives;
    }

    /** Uses the engine, while no other thread does. */
    <T> T call(Supplier<T> use) {
        return NativeLock.call(use);
    }

    /** Uses the engine, while no other thread does. */
    void run(Runnable use) {
        NativeLock.run(use);
    }

    /** Fails if this lease was closed. */
    void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the engine lease was closed before what runs on it");
        }
    }

    /** Gives the right back. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            permits.release(held);
        }
    }
}
