package io.miprov.module;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a module or a parameter is. On a module: a sentence or two, an empty line, and an
 * example in YAML. On a parameter: a phrase that goes on after "needs". Binding, checking, {@code
 * miprov doc}, the reference manual and the error messages are all made from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Doc {
    String NONE = "\0";

    String value();

    /**
     * What is taken when the parameter is not given, as it would be written; none: it is required.
     */
    String orElse() default NONE;

    /** Other names for it. */
    String[] aliases() default {};

    /**
     * Whether it is a path on the host, or a list of such: {@code ~} and variables in it mean what
     * they mean to the user there.
     */
    boolean path() default false;

    /**
     * Takes all parameters that have no name here (as {@code set_fact} does); for a {@code Map}.
     */
    boolean rest() default false;

    /**
     * Whether it is a record whose components are parameters beside the others: those that several
     * modules have alike.
     */
    boolean flat() default false;

    /**
     * On a module: parameters that Ansible's module of that name has and this one does not; using
     * one is refused by name.
     */
    String[] without() default {};
}
