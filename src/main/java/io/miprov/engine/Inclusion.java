package io.miprov.engine;

import io.miprov.playbook.Variables;
import java.util.Map;

/**
 * What an {@code include_tasks} or {@code include_role} asks for on a host.
 *
 * @param args its arguments, filled in
 * @param params the variables that it hands on, the item of its loop among them
 */
record Inclusion(Map<String, Object> args, Variables params) {}
