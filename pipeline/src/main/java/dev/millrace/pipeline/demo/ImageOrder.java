package dev.millrace.pipeline.demo;

import dev.millrace.sample.Philox;

/** In which order the images are streamed: pass after pass over all of them, each pass shuffled anew. A function of the seed alone. */
final class ImageOrder {

    private final long seed;
    private final int[] order;
    private int pass;
    private int next;

    /**
     * @param seed of the shuffles
     * @param images number of images, at least 1
     */
    ImageOrder(long seed, int images) {
        this.seed = seed;
        this.order = new int[images];
        this.next = images;
    }

    /** Index of the next image. */
    int next() {
        if (next == order.length) {
            shuffle();
        }
        return order[next++];
    }

    /** Fisher and Yates's shuffle. */
    private void shuffle() {
        Philox random = new Philox(seed, pass++, 0);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        next = 0;
    }
}
