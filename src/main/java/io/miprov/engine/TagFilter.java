package io.miprov.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which tasks {@code --tags} and {@code --skip-tags} leave. */
record TagFilter(Set<String> only, Set<String> skip) {

    static TagFilter of(List<String> tags, List<String> skipTags) {
        return new TagFilter(Set.copyOf(tags), Set.copyOf(skipTags));
    }

    boolean selects(Collection<String> tags) {
        return wanted(tags) && !skipped(tags);
    }

    private boolean wanted(Collection<String> tags) {
        if (only.isEmpty()) {
            return !tags.contains("never");
        }
        boolean named = tags.stream().anyMatch(only::contains);
        if (tags.contains("never")) {
            return named;
        }
        return named
                || tags.contains("always")
                || only.contains("all")
                || (only.contains("tagged") && !tags.isEmpty())
                || (only.contains("untagged") && tags.isEmpty());
    }

    private boolean skipped(Collection<String> tags) {
        boolean always = tags.contains("always") && !skip.contains("always");
        return tags.stream().anyMatch(skip::contains)
                || (skip.contains("all") && !always)
                || (skip.contains("tagged") && !tags.isEmpty())
                || (skip.contains("untagged") && tags.isEmpty());
    }
}
