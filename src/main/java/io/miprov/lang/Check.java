package io.miprov.lang;

/** Says whether something holds of a value: what stands behind {@code is}. */
interface Check {
    boolean holds(Call call);
}
