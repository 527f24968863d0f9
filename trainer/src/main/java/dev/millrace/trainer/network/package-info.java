/** One record per network architecture; each makes a DJL block. */
@NullMarked
package dev.millrace.trainer.network;

import org.jspecify.annotations.NullMarked;
