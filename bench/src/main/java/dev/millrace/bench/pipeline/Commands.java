package dev.millrace.bench.pipeline;

import java.nio.file.Path;
import java.util.List;

/**
 * How the measured processes are started.
 *
 * @param images IDX file of the images
 * @param labels IDX file of their labels
 * @param python a Python with torch and confluent-kafka
 * @param peer the consumer in PyTorch
 * @param servers the broker
 * @param directory for state and logs
 * @param scale what plans are divided by
 * @param rounds rounds of a plan
 */
record Commands(
        Path images, Path labels, Path python, Path peer, String servers, Path directory, int scale, int rounds) {

    List<String> of(Contender contender, Case compared) {
        return switch (contender) {
            case BARE ->
                Java.asLaunched()
                        .command(
                                BareLoop.class,
                                images.toString(),
                                labels.toString(),
                                compared.network().label(),
                                compared.scoring().label(),
                                plan(compared).text());
            case STREAM -> stream(contender, compared, false);
            case STREAM_AUGMENTED -> stream(contender, compared, true);
            case PEER ->
                List.of(
                        "env",
                        // glibc gives large arrays back at every step otherwise, and the kernel clears them again.
                        "MALLOC_TRIM_THRESHOLD_=1000000000",
                        "MALLOC_TOP_PAD_=100000000",
                        python.toString(),
                        peer.toString(),
                        servers,
                        Broker.TOPIC,
                        compared.network().label(),
                        compared.scoring().label(),
                        plan(compared).text());
        };
    }

    private List<String> stream(Contender contender, Case compared, boolean augmented) {
        return Java.asLaunched()
                .command(
                        StreamJob.class,
                        servers,
                        Broker.TOPIC,
                        name(contender, compared),
                        directory.resolve("state").toString(),
                        compared.network().label(),
                        compared.scoring().label(),
                        Boolean.toString(augmented),
                        plan(compared).text());
    }

    Plan plan(Case compared) {
        return compared.network().plan(rounds).dividedBy(scale);
    }

    Path log(Contender contender, Case compared) {
        return directory.resolve(name(contender, compared) + ".log");
    }

    private static String name(Contender contender, Case compared) {
        return compared.network().label() + "-" + compared.scoring().label() + "-" + contender.label();
    }
}
