/**
 * Augmentations of rows: of features that are numbers, categories or texts. Each varies the features named in its {@code columns}, or all that it can
 * where none are named, and leaves the others as they are.
 */
@NullMarked
package dev.millrace.augment.tabular;

import org.jspecify.annotations.NullMarked;
