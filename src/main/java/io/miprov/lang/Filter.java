package io.miprov.lang;

/** Makes a value of another: what stands behind a bar. */
interface Filter {
    Object apply(Call call);
}
