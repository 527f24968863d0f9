/** Comparisons with others, run by hand. */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
