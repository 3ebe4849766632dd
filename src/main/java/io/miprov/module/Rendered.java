package io.miprov.module;

/**
 * A template of the controller, filled in for this host.
 *
 * @param name the file name of the template, without folders
 */
public record Rendered(String name, String text) {}
