/** Losses in plain Java: the engine differentiates the network, Java the loss. */
@NullMarked
package dev.millrace.trainer.loss;

import org.jspecify.annotations.NullMarked;
