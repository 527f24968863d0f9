package dev.millrace.trainer.engine;

/** Which deep-learning engine runs the network. */
public enum EngineChoice {
    /** MXNet where it has natives (x86_64), PyTorch elsewhere. */
    AUTO,
    MXNET,
    PYTORCH
}
