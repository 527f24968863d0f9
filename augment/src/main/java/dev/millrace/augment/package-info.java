/** Real-time variation of samples: one immutable record per technique, and the ways to compose them. */
@NullMarked
package dev.millrace.augment;

import org.jspecify.annotations.NullMarked;
