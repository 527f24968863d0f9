package dev.millrace.trainer.loss;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.sample.Target;
import dev.millrace.trainer.Tensor;
import java.io.Serializable;
import java.util.List;

/** What training minimises: the mean over the batch of weight × loss of a sample. Stateless and thread-safe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = SoftmaxCrossEntropy.class, name = "softmax-cross-entropy"))
public sealed interface Loss extends Serializable permits SoftmaxCrossEntropy {

    /**
     * Losses of single samples.
     *
     * @param outputs the network's heads, {@code [batch, ...]}; left as they are
     * @param targets one per sample; none may be {@link Target.None}
     * @return one loss per sample, unweighted
     */
    double[] losses(List<Tensor> outputs, List<Target> targets);

    /**
     * The gradient of {@code sum(weight[i] * loss[i]) / batch} by the outputs.
     *
     * @param weights one per sample
     * @return one per head, in the shape of the outputs; the caller owns them
     */
    List<Tensor> gradient(List<Tensor> outputs, List<Target> targets, float[] weights);

    /** The answers that outputs stand for, one array per sample: probabilities for a classifier. The caller owns them. */
    List<float[]> answers(List<Tensor> outputs);
}
