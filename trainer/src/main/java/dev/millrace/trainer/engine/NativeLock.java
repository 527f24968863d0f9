package dev.millrace.trainer.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One thread at a time is in native code, or changes what native code sees of the process. The lock belongs to the process, not to a class
 * loader: it is kept under a key of the system properties.
 */
final class NativeLock {

    private static final ReentrantLock LOCK = (ReentrantLock)
            System.getProperties().computeIfAbsent("dev.millrace.engine.lock", key -> new ReentrantLock());

    private NativeLock() {}

    /** Does something while no other thread is in native code. Reentrant. */
    static <T> T call(Supplier<T> use) {
        LOCK.lock();
        try {
            return use.get();
        } finally {
            LOCK.unlock();
        }
    }

    /** Does something while no other thread is in native code. Reentrant. */
    static void run(Runnable use) {
        LOCK.lock();
        try {
            use.run();
        } finally {
            LOCK.unlock();
        }
    }
}
