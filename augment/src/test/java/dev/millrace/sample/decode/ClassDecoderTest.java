package dev.millrace.sample.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.sample.Feature;
import dev.millrace.sample.Features;
import dev.millrace.sample.Ingested;
import dev.millrace.sample.InputContract;
import dev.millrace.sample.InputContract.FeatureSpec;
import dev.millrace.sample.InputContract.Kind;
import dev.millrace.sample.Origin;
import dev.millrace.sample.Sample;
import dev.millrace.sample.Shape;
import dev.millrace.sample.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassDecoderTest {

    /** Numbers its samples, so that a test sees whether one instance made them. */
    public static final class Counting implements SampleDecoder {
        private int made;

        @Override
        public Ingested decode(SourceRecord record) {
            return Sample.of(record.origin(), Features.of("n", new Feature.Numeric(made++)), Target.None.INSTANCE);
        }

        @Override
        public InputContract contract() {
            return new InputContract(List.of(new FeatureSpec("n", Kind.NUMERIC, Shape.of())), List.of());
        }
    }

    public static final class Throwing extends Refusing {
        public Throwing() {
            throw new IllegalStateException("no model of camera given");
        }
    }

    public static class Refusing implements SampleDecoder {
        @Override
        public Ingested decode(SourceRecord record) {
            throw new IllegalStateException("not asked for in this test");
        }

        @Override
        @SuppressWarnings("NullAway") // what a decoder without null checks can do
        public InputContract contract() {
            return null;
        }
    }

    public static final class NeedsArgument extends Refusing {
        public NeedsArgument(String argument) {
            assertThat(argument).isNotNull();
        }
    }

    public static final class NoDecoder {}

    private static final Origin ORIGIN = Origin.of("samples", 0, 0);

    @Test
    void decodesWithOneInstanceOfTheClass() {
        ClassDecoder decoder = new ClassDecoder(Counting.class.getName());
        assertThat(number(decoder)).isEqualTo(0);
        assertThat(number(decoder)).isEqualTo(1);
        assertThat(decoder.contract()).isEqualTo(new Counting().contract());
    }

    @Test
    void makesItsOwnInstanceInEachDeserialisedCopy() throws Exception {
        ClassDecoder decoder = new ClassDecoder(Counting.class.getName());
        assertThat(number(decoder)).isEqualTo(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(decoder);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ClassDecoder copy = (ClassDecoder) in.readObject();
            assertThat(copy).isEqualTo(decoder).hasSameHashCodeAs(decoder);
            assertThat(number(copy)).isEqualTo(0);
        }
        assertThat(number(decoder)).isEqualTo(1);
    }

    @Test
    void prefersTheContextClassLoaderAsAJobsOwnClassesAreThere() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (JobClassLoader job = new JobClassLoader(Counting.class.getName())) {
            Thread.currentThread().setContextClassLoader(job);
            number(new ClassDecoder(Counting.class.getName()));
            assertThat(job.asked).isTrue();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void findsTheClassWithoutAContextClassLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Thread.currentThread().setContextClassLoader(null);
            assertThat(number(new ClassDecoder(Counting.class.getName()))).isEqualTo(0);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void canBeNamedWhereTheClassIsNotToBeHad() {
        assertThat(new ClassDecoder("com.example.NotHere").className()).isEqualTo("com.example.NotHere");
    }

    @Test
    void saysWhichRuleTheClassBreaks() {
        assertRefused("com.example.NotHere", "class must be on the class path, got com.example.NotHere, which is not");
        assertRefused(
                NoDecoder.class.getName(),
                "class must implement dev.millrace.sample.decode.SampleDecoder, got " + NoDecoder.class.getName()
                        + ", which does not");
        assertRefused(
                NeedsArgument.class.getName(),
                "class must be public, concrete, with a public constructor without arguments, got "
                        + NeedsArgument.class.getName() + ", which is not");
        assertRefused(
                Throwing.class.getName(),
                "class must be made by its constructor, got " + Throwing.class.getName()
                        + ", which throws java.lang.IllegalStateException: no model of camera given");
        assertRefused(
                Refusing.class.getName(),
                "class must return an InputContract from contract(), got " + Refusing.class.getName()
                        + ", which returns null");
    }

    @Test
    void refusesABlankName() {
        assertThatThrownBy(() -> new ClassDecoder(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class must be the name of a class, got ' '");
    }

    private static void assertRefused(String className, String message) {
        assertThatThrownBy(() -> new ClassDecoder(className).contract())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static double number(SampleDecoder decoder) {
        Sample sample = (Sample) decoder.decode(SourceRecord.of(ORIGIN, new byte[0]));
        return ((Feature.Numeric) sample.features().get("n")).value();
    }

    /** Defines one class itself, as Flink's loader of a job's classes does, and leaves the others to its parent. */
    private static final class JobClassLoader extends URLClassLoader {
        private final String own;
        private boolean asked;

        JobClassLoader(String own) {
            super(new URL[0], ClassDecoderTest.class.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(own)) {
                return super.loadClass(name, resolve);
            }
            asked = true;
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
