package io.miprov.lang;

/** A value that can be called: a macro, a method of a value, a function of Jinja2. */
interface Callable {
    Object call(Call call);
}
