package dev.millrace.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.trainer.engine.TrainingGraph.Mode;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EngineLeaseTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aTrainingLeaseIsExclusive() {
        try (EngineLease lease = EngineLease.training(EngineChoice.AUTO, NONE)) {
            assertThat(lease.fingerprint().engine()).isNotEmpty();
            assertThatThrownBy(() -> EngineLease.training(EngineChoice.AUTO, Duration.ofMillis(20)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("another model trains in this process, waited 0.02 s for it; close it first, or use a"
                            + " process of its own");
            assertThatThrownBy(() -> EngineLease.inference(EngineChoice.AUTO, NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("another model trains in this process");
        }
    }

    @Test
    void inferenceLeasesShareAndExcludeTraining() {
        EngineLease first = EngineLease.inference(EngineChoice.AUTO, NONE);
        try (EngineLease second = EngineLease.inference(EngineChoice.AUTO, NONE)) {
            first.close();
            assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
            assertThatThrownBy(() -> EngineLease.training(EngineChoice.AUTO, NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "predictors use the engine in this process, waited 0.0 s for them; close them first, or use"
                                    + " a process of its own");
        }
        EngineLease.training(EngineChoice.AUTO, NONE).close();
    }

    @Test
    void closingTwiceGivesBackOnce() {
        EngineLease first = EngineLease.training(EngineChoice.AUTO, NONE);
        first.close();
        first.close();
        try (EngineLease second = EngineLease.training(EngineChoice.AUTO, NONE)) {
            first.close();
            assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
            assertThatThrownBy(() -> EngineLease.training(EngineChoice.AUTO, NONE))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSecondTakerWaitsForTheFirst() {
        EngineLease first = EngineLease.training(EngineChoice.AUTO, NONE);
        CompletableFuture<EngineLease> second = new CompletableFuture<>();
        Thread taker = new Thread(() -> second.complete(EngineLease.training(EngineChoice.AUTO, LONG)));
        startAndAwaitItsWait(taker);
        first.close();
        second.join().close();
    }

    @Test
    void aPredictorBehindAWaitingTrainerIsToldSo() {
        CompletableFuture<EngineLease> second = new CompletableFuture<>();
        Thread trainer = new Thread(() -> second.complete(EngineLease.training(EngineChoice.AUTO, LONG)));
        try (EngineLease first = EngineLease.inference(EngineChoice.AUTO, NONE)) {
            startAndAwaitItsWait(trainer);
            assertThat(first.fingerprint().threads()).isPositive();
            assertThatThrownBy(() -> EngineLease.inference(EngineChoice.AUTO, Duration.ofMillis(20)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("another model waits to train in this process, waited 0.02 s behind it; let it train"
                            + " first, or use a process of its own");
        } finally {
            second.join().close();
        }
    }

    private static void startAndAwaitItsWait(Thread taker) {
        taker.start();
        while (taker.getState() != Thread.State.TIMED_WAITING) {
            assertThat(taker.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptedTakerSaysSoAndStaysInterrupted() {
        try (EngineLease lease = EngineLease.training(EngineChoice.AUTO, NONE)) {
            assertThat(lease.fingerprint().threads()).isPositive();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> EngineLease.training(EngineChoice.AUTO, LONG))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("interrupted while waiting for the engine");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aFailedTakerHoldsNothing() {
        EngineLease.training(EngineChoice.AUTO, NONE).close();
        assertThatThrownBy(() -> NativeEnvironment.setDefault("MILLRACE_NEVER_SET", "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an engine's native library was loaded before MILLRACE_NEVER_SET was set; take an"
                        + " EngineLease before anything else touches DJL, or start the process with"
                        + " MILLRACE_NEVER_SET=1");
        EngineLease.training(EngineChoice.AUTO, NONE).close();
    }

    @Test
    void isOneOverAllClassLoaders() throws Exception {
        try (URLClassLoader other = otherLoader();
                EngineLease lease = EngineLease.training(EngineChoice.AUTO, NONE)) {
            Class<?> otherLease = other.loadClass(EngineLease.class.getName());
            Class<?> otherChoice = other.loadClass(EngineChoice.class.getName());
            assertThat(otherLease).isNotSameAs(lease.getClass());
            Object auto = otherChoice.getField("AUTO").get(null);
            assertThatThrownBy(() -> otherLease
                            .getMethod("training", otherChoice, Duration.class)
                            .invoke(null, auto, NONE))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("another model trains in this process");
        }
    }

    /** Loads Millrace's classes itself, as a class loader of a Flink job does, and all else from its parent. */
    private static URLClassLoader otherLoader() {
        URL classes = EngineLease.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {classes}, EngineLeaseTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.startsWith("dev.millrace.trainer.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        };
    }

    @Test
    void noGraphIsMadeAfterItsLease() {
        GraphCase a = GraphCase.of(EngineChoice.AUTO, GraphCase.PLAIN);
        EngineLease lease = a.lease();
        lease.close();
        assertThatThrownBy(() -> a.graph(lease))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the engine lease was closed before what runs on it");
    }

    @Test
    void aGraphRefusesToRunAfterItsLease() {
        GraphCase a = GraphCase.of(EngineChoice.AUTO, GraphCase.PLAIN);
        EngineLease lease = a.lease();
        try (TrainingGraph graph = a.graph(lease)) {
            lease.close();
            assertThatThrownBy(() -> graph.forward(a.inputs(0), Mode.PREDICT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the engine lease was closed before what runs on it");
        }
    }
}
