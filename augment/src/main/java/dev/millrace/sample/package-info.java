/** What flows through Millrace: samples, the records that could not become one, and where each came from. */
@NullMarked
package dev.millrace.sample;

import org.jspecify.annotations.NullMarked;
