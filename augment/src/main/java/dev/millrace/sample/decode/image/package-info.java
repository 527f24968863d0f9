/**
 * Image files, PNG and JPEG, to pixels. A file is first taken apart by its own structure: that gives its dimensions without decoding a pixel, bounds the
 * work of decoding, and leaves out whatever is no pixel (texts, colour profiles, thumbnails). Only the rest is seen by a reader.
 */
@NullMarked
package dev.millrace.sample.decode.image;

import org.jspecify.annotations.NullMarked;
