package io.miprov.library.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Interfaces, addresses and routes, from what {@code ip -o} prints. */
final class Network {
    private static final int BITS = 32;
    private final List<String> addresses;
    private final List<String> links;
    private final List<String> routes;
    private final List<String> routes6;
    private final Map<String, String> speeds;
    private final Map<String, Map<String, Object>> interfaces = new LinkedHashMap<>();

    Network(Sheet sheet) {
        this.addresses = sheet.lines("addresses");
        this.links = sheet.lines("links");
        this.routes = sheet.lines("routes");
        this.routes6 = sheet.lines("routes6");
        this.speeds = sheet.pairs("speeds");
    }

    void into(Map<String, Object> facts) {
        links.forEach(this::link);
        List<Object> all4 = new ArrayList<>();
        List<Object> all6 = new ArrayList<>();
        for (String line : addresses) {
            address(line.split("\\s+"), all4, all6);
        }
        facts.put(
                "interfaces", new ArrayList<Object>(new java.util.TreeSet<>(interfaces.keySet())));
        interfaces.forEach((name, value) -> facts.put(name.replaceAll("[-.:]", "_"), value));
        facts.put("all_ipv4_addresses", all4);
        facts.put("all_ipv6_addresses", all6);
        facts.put("default_ipv4", defaultRoute(routes));
        facts.put("default_ipv6", defaultRoute(routes6));
    }

    private Map<String, Object> named(String name) {
        String plain = name.replaceAll("[@:].*", "");
        return interfaces.computeIfAbsent(
                plain,
                key -> {
                    Map<String, Object> made = new LinkedHashMap<>();
                    made.put("device", plain);
                    return made;
                });
    }

    /** {@code 2: eth0@if5: <BROADCAST,UP> mtu 1500 … link/ether 02:42:ac:11:00:02 brd …}. */
    private void link(String line) {
        String[] part = line.split("\\s+");
        if (part.length < 3) {
            return;
        }
        Map<String, Object> link = named(part[1]);
        link.put("active", part[2].contains("UP"));
        link.put("promisc", part[2].contains("PROMISC"));
        String speed = speeds.getOrDefault(part[1].replaceAll("[@:].*", ""), "");
        if (speed.matches("\\d+")) {
            link.put("speed", Long.parseLong(speed));
        }
        for (int i = 3; i + 1 < part.length; i++) {
            if (part[i].equals("mtu")) {
                link.put("mtu", Long.parseLong(part[i + 1]));
            } else if (part[i].startsWith("link/")) {
                String kind = part[i].substring("link/".length());
                link.put("type", kind.replace("none", "unknown"));
                if (kind.equals("ether")) {
                    link.put("macaddress", part[i + 1]);
                }
            }
        }
    }

    private void address(String[] part, List<Object> all4, List<Object> all6) {
        if (part.length < 4) {
            return;
        }
        Map<String, Object> link = named(part[1]);
        String[] cut = part[3].split("/");
        String prefix = cut.length > 1 ? cut[1] : "32";
        if (part[2].equals("inet")) {
            Map<String, Object> address = ipv4(cut[0], Integer.parseInt(prefix), part);
            if (link.containsKey("ipv4")) {
                more(link, "ipv4_secondaries").add(address);
            } else {
                link.put("ipv4", address);
            }
            if (!cut[0].startsWith("127.")) {
                all4.add(cut[0]);
            }
        } else if (part[2].equals("inet6")) {
            String scope = after(part, "scope");
            more(link, "ipv6").add(Map.of("address", cut[0], "prefix", prefix, "scope", scope));
            if (!cut[0].equals("::1")) {
                all6.add(cut[0]);
            }
        }
    }

    @SuppressWarnings("unchecked") // only lists are put there
    private static List<Object> more(Map<String, Object> link, String name) {
        return (List<Object>) link.computeIfAbsent(name, key -> new ArrayList<Object>());
    }

    private static Map<String, Object> ipv4(String address, int prefix, String[] part) {
        long mask = prefix == 0 ? 0 : 0xffffffffL << (BITS - prefix) & 0xffffffffL;
        long number = 0;
        for (String each : address.split("\\.")) {
            number = number << 8 | Long.parseLong(each);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("address", address);
        all.put("broadcast", after(part, "brd"));
        all.put("netmask", dotted(mask));
        all.put("network", dotted(number & mask));
        all.put("prefix", Integer.toString(prefix));
        return all;
    }

    private static String dotted(long number) {
        return (number >> 24 & 255)
                + "."
                + (number >> 16 & 255)
                + "."
                + (number >> 8 & 255)
                + "."
                + (number & 255);
    }

    private static String after(String[] part, String word) {
        for (int i = 0; i + 1 < part.length; i++) {
            if (part[i].equals(word)) {
                return part[i + 1];
            }
        }
        return "";
    }

    @SuppressWarnings("ReferenceEquality") // which of the two tables it is
    private Map<String, Object> defaultRoute(List<String> table) {
        if (table.isEmpty() || !table.get(0).startsWith("default")) {
            return Map.of();
        }
        String[] part = table.get(0).split("\\s+");
        String device = after(part, "dev");
        Map<String, Object> link = interfaces.getOrDefault(device, Map.of());
        Map<String, Object> all = new LinkedHashMap<>();
        Object own =
                table == routes
                        ? link.get("ipv4")
                        : link.get("ipv6") instanceof List<?> many ? many.get(0) : null;
        if (own instanceof Map<?, ?> address) {
            address.forEach((name, value) -> all.put(name.toString(), value));
        }
        all.put("interface", device);
        if (table == routes) {
            all.put("alias", device);
        }
        all.put("gateway", after(part, "via"));
        for (String name : List.of("macaddress", "mtu", "type")) {
            if (link.containsKey(name)) {
                all.put(name, link.get(name));
            }
        }
        return all;
    }

    /** What the resolver is told by {@code /etc/resolv.conf}; what it is not told is not there. */
    static void names(Sheet sheet, Map<String, Object> facts) {
        Map<String, Object> dns = new LinkedHashMap<>();
        for (String line : sheet.lines("dns")) {
            String[] part = line.strip().split("\\s+");
            List<Object> values = List.of((Object[]) part).subList(1, part.length);
            switch (part[0]) {
                case "nameserver" -> more(dns, "nameservers").addAll(values);
                case "domain" -> dns.put("domain", values.isEmpty() ? "" : values.get(0));
                case "search", "sortlist" -> more(dns, part[0]).addAll(values);
                case "options" -> dns.put("options", options(values));
                default -> {}
            }
        }
        facts.put("dns", dns);
    }

    private static Map<String, Object> options(List<Object> words) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Object word : words) {
            String[] part = word.toString().split(":", 2);
            options.put(part[0], part.length > 1 ? part[1] : true);
        }
        return options;
    }
}
