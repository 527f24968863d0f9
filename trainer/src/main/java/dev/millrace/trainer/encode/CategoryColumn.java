package dev.millrace.trainer.encode;

import dev.millrace.sample.Feature;

/** The bucket of a category. It has nothing to learn. */
final class CategoryColumn extends Column {

    private final Categories categories;
    private final CategoryHash hash;

    CategoryColumn(TabularLayout.Part part, Categories categories) {
        super(part);
        this.categories = categories;
        this.hash = new CategoryHash(part.spec().name(), categories.buckets());
    }

    @Override
    void writePresent(Feature feature, float[] values, int first) {
        if (!(feature instanceof Feature.Category category)) {
            throw unlike(feature);
        }
        categories.write(hash.bucket(category.value()), values, first);
    }

    @Override
    void learnPresent(Feature feature) {}
}
