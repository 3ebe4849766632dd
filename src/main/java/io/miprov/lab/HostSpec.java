package io.miprov.lab;

import io.miprov.diag.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A machine that the lab should have.
 *
 * @param name as in the inventory; the other hosts know it by this name
 * @param ports what is published on this computer's loopback address besides ssh
 * @param sudoPassword whether sudo asks for a password ({@code lab_sudo: password})
 */
public record HostSpec(String name, List<Port> ports, boolean sudoPassword) {

    /** A port of this computer that leads to a port of the host. */
    public record Port(int outside, int inside) {}

    public HostSpec {
        ports = List.copyOf(ports);
    }

    /** Reads {@code lab_ports} and {@code lab_sudo} from the variables of a host. */
    public static HostSpec of(String name, Map<String, Object> variables) {
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")) {
            throw new BadInput(
                    "The lab can not make a host named '" + name + "': it is no host name.");
        }
        return new HostSpec(
                name,
                ports(name, variables.getOrDefault("lab_ports", List.of())),
                sudo(name, String.valueOf(variables.getOrDefault("lab_sudo", "free"))));
    }

    /** What makes a container useless when it changes. */
    String fingerprint(String image) {
        return image + " " + ports + " " + sudoPassword;
    }

    private static List<Port> ports(String name, Object value) {
        if (!(value instanceof List<?> list)) {
            throw wrongPort(name, value);
        }
        List<Port> ports = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof String text) || !text.matches("\\d{1,5}:\\d{1,5}")) {
                throw wrongPort(name, item);
            }
            String[] pair = text.split(":", 2);
            ports.add(new Port(Integer.parseInt(pair[0]), Integer.parseInt(pair[1])));
        }
        return ports;
    }

    private static boolean sudo(String name, String value) {
        if (!value.equals("free") && !value.equals("password")) {
            throw new BadInput(
                    "lab_sudo of " + name + " is '" + value + "'; it is 'free' or 'password'.");
        }
        return value.equals("password");
    }

    private static BadInput wrongPort(String name, Object value) {
        return new BadInput(
                "lab_ports of "
                        + name
                        + " has '"
                        + value
                        + "'; it is a list of texts such as \"8080:80\" (this computer : host).");
    }
}
