/** A model as others receive it: manifest and safetensors. */
@NullMarked
package dev.millrace.trainer.snapshot;

import org.jspecify.annotations.NullMarked;
