/** From features to tensors. What an encoder learns from the stream is part of the model. */
@NullMarked
package dev.millrace.trainer.encode;

import org.jspecify.annotations.NullMarked;
