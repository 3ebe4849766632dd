package io.miprov.lookup;

import java.util.List;

/** Answers requests of one kind. What is wrong is an {@link IllegalArgumentException}. */
interface Lookup {
    List<Object> answer(Request request);
}
