package dev.millrace.pipeline.config;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.annotation.docs.Documentation.SuffixOption;
import org.apache.flink.configuration.AlgorithmOptions;
import org.apache.flink.configuration.BatchExecutionOptions;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.CleanupOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.EventOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.HistoryServerOptions;
import org.apache.flink.configuration.JMXServerOptions;
import org.apache.flink.configuration.JobEventStoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.OptimizerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.SinkOptions;
import org.apache.flink.configuration.SlowTaskDetectorOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateLatencyTrackOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.StateSizeTrackOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.TraceOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * Which options Flink itself knows, and what their values may be, as its own classes of options declare them. Plug-ins have keys of their own, so that an
 * unknown one is only a doubt.
 */
public final class FlinkOptions {

    static final List<Class<?>> DECLARED_IN = List.of(
            AlgorithmOptions.class,
            BatchExecutionOptions.class,
            BlobServerOptions.class,
            CheckpointingOptions.class,
            CleanupOptions.class,
            ClusterOptions.class,
            CoreOptions.class,
            DeploymentOptions.class,
            EventOptions.class,
            ExecutionOptions.class,
            ExternalResourceOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            HistoryServerOptions.class,
            JMXServerOptions.class,
            JobEventStoreOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            NettyShuffleEnvironmentOptions.class,
            OptimizerOptions.class,
            PipelineOptions.class,
            ResourceManagerOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            RpcOptions.class,
            SecurityOptions.class,
            SinkOptions.class,
            SlowTaskDetectorOptions.class,
            StateBackendOptions.class,
            StateChangelogOptions.class,
            StateLatencyTrackOptions.class,
            StateRecoveryOptions.class,
            StateSizeTrackOptions.class,
            TaskManagerOptions.class,
            TraceOptions.class,
            WebOptions.class);

    /** What keys begin with that file systems, state backends and deployments read, without a class of options here. */
    private static final List<String> OF_PLUG_INS = List.of(
            "s3.",
            "presto.s3.",
            "fs.",
            "gs.",
            "oss.",
            "hadoop.",
            "containerized.",
            "kubernetes.",
            "yarn.",
            "high-availability.",
            "state.backend.rocksdb.",
            "env.",
            "table.");

    /** What Flink's messages do not say of a value they refuse. */
    private static final Map<Type, String> EXPECTED = Map.of(
            Integer.class, "a whole number",
            Long.class, "a whole number",
            Float.class, "a number",
            Double.class, "a number",
            Boolean.class, "true or false",
            Duration.class, "a duration such as 10 s",
            MemorySize.class, "a size such as 64 mb");

    private static final Map<String, Declared> DECLARED = new TreeMap<>();

    /** What keys begin with that end in a name of the user's: of a reporter, a resource, an entry of an option that is a map. */
    private static final Set<String> BEGINNINGS = new TreeSet<>(OF_PLUG_INS);

    static {
        for (Class<?> options : DECLARED_IN) {
            for (Field field : options.getFields()) {
                if (ConfigOption.class.equals(field.getType())) {
                    add(field);
                }
            }
        }
    }

    private FlinkOptions() {}

    /** What is doubtful of an option's key; empty for one that Flink knows, or that belongs to a plug-in. */
    static Optional<String> doubt(String key) {
        if (DECLARED.containsKey(key) || BEGINNINGS.stream().anyMatch(key::startsWith)) {
            return Optional.empty();
        }
        String near = Suggestion.within(Math.max(2, key.length() / 8), key, DECLARED.keySet())
                .map(known -> "did you mean " + known + "?")
                .orElse("it does something only if a plug-in knows it");
        return Optional.of("is no option of Flink " + EnvironmentInformation.getVersion() + "; " + near);
    }

    /**
     * What rule a value breaks: {@code must be a whole number}; empty for one that Flink can parse, and where only a plug-in knows what may stand.
     */
    public static Optional<String> brokenRule(String key, String value) {
        Declared declared = DECLARED.get(key);
        return declared == null || declared.parses(value)
                ? Optional.empty()
                : Optional.of("must be " + expected(declared.type()));
    }

    private static String expected(Type type) {
        if (type instanceof Class<?> one && one.isEnum()) {
            return Arrays.stream(one.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return EXPECTED.getOrDefault(type, "a value that Flink can parse as " + type.getTypeName());
    }

    private static void add(Field field) {
        ConfigOption<?> option = value(field);
        Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
        Declared declared = new Declared(option, type);
        // Flink's word for an option whose key is only the end of one, behind the name of a reporter for example.
        SuffixOption end = field.getAnnotation(SuffixOption.class);
        if (end != null) {
            addKey(end.value() + "." + option.key(), declared);
            return;
        }
        addKey(option.key(), declared);
        for (FallbackKey fallback : option.fallbackKeys()) {
            DECLARED.putIfAbsent(fallback.getKey(), declared);
        }
        if (ConfigurationUtils.canBePrefixMap(option)) {
            BEGINNINGS.add(option.key() + ".");
        }
    }

    /** @param key in which a name of the user's stands as {@code <name>} */
    private static void addKey(String key, Declared declared) {
        int name = key.indexOf('<');
        if (name < 0) {
            DECLARED.put(key, declared);
        } else {
            BEGINNINGS.add(key.substring(0, name));
        }
    }

    private static ConfigOption<?> value(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public option cannot be read", e);
        }
    }

    /** An option, and the type of its values, which the option does not give away. */
    private record Declared(ConfigOption<?> option, Type type) {

        boolean parses(String value) {
            Configuration single = new Configuration();
            single.setString(option.key(), value);
            try {
                single.getOptional(option);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
