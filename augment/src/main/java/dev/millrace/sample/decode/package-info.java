/** From a record's bytes to a sample, the same for the job and for a client that predicts. */
@NullMarked
package dev.millrace.sample.decode;

import org.jspecify.annotations.NullMarked;
