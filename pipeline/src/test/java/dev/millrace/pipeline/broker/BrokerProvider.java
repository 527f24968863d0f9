package dev.millrace.pipeline.broker;

import java.util.Locale;

/** What runs the brokers of the tests: {@code -Dmillrace.test.broker=embedded|container}, embedded if it is not said. */
enum BrokerProvider {
    /** A broker in the tests' own process; one that is killed is a process of its own. */
    EMBEDDED {
        @Override
        TestBroker shared() {
            return InProcessBroker.start();
        }

        @Override
        KillableBroker killable() {
            return BrokerProcess.start();
        }
    },
    /** A container each. */
    CONTAINER {
        @Override
        TestBroker shared() {
            return ContainerBroker.start();
        }

        @Override
        KillableBroker killable() {
            return ContainerBroker.start();
        }
    };

    private static final String PROPERTY = "millrace.test.broker";

    /** The one that the system property names. */
    static BrokerProvider chosen() {
        return valueOf(System.getProperty(PROPERTY, EMBEDDED.name()).toUpperCase(Locale.ROOT));
    }

    /** Starts the broker that all tests share. */
    abstract TestBroker shared();

    /** Starts a broker for one test. */
    abstract KillableBroker killable();
}
