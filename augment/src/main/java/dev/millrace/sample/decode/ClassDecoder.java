package dev.millrace.sample.decode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of one's own: a public class that implements {@link SampleDecoder} and has a public constructor without arguments.
 *
 * <pre>{@code
 * type: class
 * class: com.example.InspectionDecoder
 * }</pre>
 *
 * <p>The class is looked for by the thread's context class loader, then by the one that loaded Millrace, when the decoder is first
 * asked for its contract or a sample: a snapshot that names it can be read where the class is not to be had. One instance serves this
 * object; each deserialised copy makes its own, so that it may keep buffers as long as its copies stay on one thread.
 *
 * <p>Not a record, because the instance is no part of the configuration.
 */
public final class ClassDecoder implements SampleDecoder {

    @JsonProperty("class")
    private final String className;

    private transient volatile @Nullable SampleDecoder decoder;

    /**
     * A decoder by its class.
     *
     * @param className binary name of the class, as {@link Class#getName()} gives it
     */
    @JsonCreator
    public ClassDecoder(@JsonProperty(value = "class", required = true) String className) {
        if (className == null || className.isBlank()) {
            throw new IllegalArgumentException("class must be the name of a class, got '" + className + "'");
        }
        this.className = className;
    }

    /** Name of the class. */
    public String className() {
        return className;
    }

    /** @throws IllegalArgumentException if the class cannot be used; the message names it and the rule it breaks */
    @Override
    public Ingested decode(SourceRecord record) {
        return decoder().decode(record);
    }

    /** @throws IllegalArgumentException if the class cannot be used; the message names it and the rule it breaks */
    @Override
    public InputContract contract() {
        InputContract contract = decoder().contract();
        if (contract == null) {
            throw refused("return an InputContract from contract()", "which returns null", null);
        }
        return contract;
    }

    private SampleDecoder decoder() {
        SampleDecoder loaded = decoder;
        return loaded != null ? loaded : load();
    }

    private synchronized SampleDecoder load() {
        SampleDecoder loaded = decoder;
        if (loaded == null) {
            loaded = instantiate(find());
            decoder = loaded;
        }
        return loaded;
    }

    private Class<?> find() {
        try {
            return find(Thread.currentThread().getContextClassLoader(), ClassDecoder.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw refused("be on the class path", "which is not", e);
        } catch (LinkageError e) {
            throw refused("load", "which fails with " + e, e);
        }
    }

    /** Does not initialise it: what is no decoder runs nothing. */
    private Class<?> find(ClassLoader first, ClassLoader second) throws ClassNotFoundException {
        try {
            return Class.forName(className, false, first);
        } catch (ClassNotFoundException notInTheFirst) {
            return Class.forName(className, false, second);
        }
    }

    private SampleDecoder instantiate(Class<?> found) {
        if (!SampleDecoder.class.isAssignableFrom(found)) {
            throw refused("implement " + SampleDecoder.class.getName(), "which does not", null);
        }
        try {
            return (SampleDecoder) found.getConstructor().newInstance();
        } catch (InvocationTargetException thrown) {
            throw refused("be made by its constructor", "which throws " + thrown.getCause(), thrown.getCause());
        } catch (ReflectiveOperationException e) {
            throw refused("be public, concrete, with a public constructor without arguments", "which is not", e);
        }
    }

    private IllegalArgumentException refused(String rule, String found, @Nullable Throwable cause) {
        return new IllegalArgumentException("class must " + rule + ", got " + className + ", " + found, cause);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassDecoder that && className.equals(that.className);
    }

    @Override
    public int hashCode() {
        return className.hashCode();
    }

    @Override
    public String toString() {
        return "ClassDecoder[class=" + className + "]";
    }
}
