/** What a downstream service depends on: follows the snapshots topic and predicts. */
@NullMarked
package dev.millrace.client;

import org.jspecify.annotations.NullMarked;
