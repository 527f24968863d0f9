/** What the stream costs: the whole job beside the bare training loop and beside a consumer in PyTorch, on one broker, in one run. */
@NullMarked
package dev.millrace.bench.pipeline;

import org.jspecify.annotations.NullMarked;
