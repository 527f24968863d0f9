package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.RunListener;

/** Watches a demo. */
public interface DemoListener extends RunListener {

    /** Something that takes a while begins. */
    default void begins(String what) {}

    /** The subscriber has fetched and tested a snapshot. Called by a thread of its own. */
    default void scored(SnapshotScore score) {}
}
