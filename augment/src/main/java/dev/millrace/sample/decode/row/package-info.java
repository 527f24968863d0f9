/** Rows: records of named fields, JSON objects or CSV lines, read by a schema. */
@NullMarked
package dev.millrace.sample.decode.row;

import org.jspecify.annotations.NullMarked;
