package io.tidemark.embedded.workload;

import java.util.List;
import java.util.random.RandomGenerator;

/** The tables with the keys that are in use, by the part that they play. */
record Cast(Keys orders, Keys bulk, Keys customers, Keys products, Keys accounts, Keys emptied) {

    Cast() {
        this(
                new Keys(Shop.ORDERS, KeyForm.NUMBER),
                new Keys(Shop.LINES, KeyForm.PAIR),
                new Keys(Shop.CUSTOMERS, KeyForm.UUID),
                new Keys(Shop.PRODUCTS, KeyForm.TEXT),
                new Keys(Shop.ACCOUNTS, KeyForm.NUMBER),
                new Keys(Shop.CART, KeyForm.NUMBER));
    }

    List<Keys> all() {
        return List.of(orders, bulk, customers, products, accounts, emptied);
    }

    /** One of the tables, the main one more often. */
    Keys any(RandomGenerator random) {
        return random.nextInt(3) == 0 ? orders : all().get(random.nextInt(all().size()));
    }

    Keys anyWithRanges(RandomGenerator random) {
        List<Keys> ranged =
                all().stream().filter(keys -> keys.form().hasRanges()).toList();
        return ranged.get(random.nextInt(ranged.size()));
    }

    /** A table that is never truncated: a TRUNCATE waits for every transaction that has touched its table. */
    Keys lasting(RandomGenerator random) {
        Keys keys = any(random);
        return keys == emptied ? orders : keys;
    }
}
