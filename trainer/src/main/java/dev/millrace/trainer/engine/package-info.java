/** The seam to the deep-learning engine: the only package, with network, that imports DJL. */
@NullMarked
package dev.millrace.trainer.engine;

import org.jspecify.annotations.NullMarked;
