package io.miprov.library.core;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as values: whole numbers are {@code Long} or {@code BigInteger}, others {@code Double}. */
public final class Json {
    private Json() {}

    /** Throws {@link com.google.gson.JsonParseException}. */
    public static Object read(String text) {
        return value(JsonParser.parseString(text));
    }

    private static Object value(JsonElement element) {
        if (element.isJsonObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            element.getAsJsonObject()
                    .entrySet()
                    .forEach(e -> map.put(e.getKey(), value(e.getValue())));
            return map;
        }
        if (element.isJsonArray()) {
            List<Object> list = new ArrayList<>();
            element.getAsJsonArray().forEach(each -> list.add(value(each)));
            return list;
        }
        if (element.isJsonNull()) {
            return null;
        }
        if (element.getAsJsonPrimitive().isBoolean()) {
            return element.getAsBoolean();
        }
        return element.getAsJsonPrimitive().isNumber()
                ? number(element.getAsString())
                : element.getAsString();
    }

    private static Object number(String text) {
        if (text.matches("-?\\d+")) {
            BigInteger whole = new BigInteger(text);
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        }
        return new BigDecimal(text).doubleValue();
    }
}
