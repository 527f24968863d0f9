package dev.millrace.pipeline.broker;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests their broker as a parameter: a {@link TestBroker} is one for the whole test run, so tests name their topics so that they do not meet; a
 * {@link KillableBroker} is for one test. Both are closed after use.
 */
public final class BrokerExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(BrokerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestBroker.class || type == KillableBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        BrokerProvider provider = BrokerProvider.chosen();
        if (parameter.getParameter().getType() == KillableBroker.class) {
            return context.getStore(NAMESPACE)
                    .getOrComputeIfAbsent(KillableBroker.class, key -> provider.killable(), KillableBroker.class);
        }
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestBroker.class, key -> provider.shared(), TestBroker.class);
    }
}
