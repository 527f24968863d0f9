package dev.millrace.trainer.rate;

/** From rate to final rate along half a cosine over so many steps, then constant. */
public record Cosine(double rate, double finalRate, long steps) implements LearningRate {
    @Override
    public double at(long step) {
        double progress = Math.min(1, step / (double) steps);
        return finalRate + (rate - finalRate) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
